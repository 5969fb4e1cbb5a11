"""What `recruit parse` says to people at a terminal, where no request is at hand."""

from typing import Literal

from recruit.intake.faults import Fault

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = ("ru", "en")

PARSER_FAILED = "parser_failed"

FAULTS: dict[str, tuple[str, str]] = {
    Fault.ENCRYPTED: (
        "Файл защищён паролем. Сохраните его без пароля и повторите",
        "The file is protected with a password. Save it without one and try again",
    ),
    Fault.CORRUPT: (
        "Файл повреждён. Откройте его, сохраните заново в PDF и повторите",
        "The file is damaged. Open it, save it as PDF anew and try again",
    ),
    Fault.TOO_LARGE: (
        "Файл слишком велик. Сохраните его без картинок",
        "The file is too large. Save it without pictures",
    ),
    Fault.UNPACKED_TOO_LARGE: (
        "Файл распаковывается в слишком большой. Сохраните его в PDF без картинок",
        "The file unpacks to too much. Save it as PDF without pictures",
    ),
    Fault.NO_TEXT: (
        "В файле нет текста. Пришлите файл с текстом или заполните анкету",
        "There is no text in the file. Send a file with text or fill in the form",
    ),
    Fault.TOO_COMPLEX: (
        "Чтение заняло слишком много времени. Сохраните файл в простой PDF или TXT",
        "Reading took too long. Save the file as a plain PDF or TXT",
    ),
    Fault.CRASHED: (
        "Файл нельзя открыть безопасно. Сохраните его заново в PDF",
        "The file cannot be opened safely. Save it as PDF anew",
    ),
    Fault.TYPE_MISMATCH: (
        "Файлы такого вида не читаются. Подойдут PDF, DOCX, DOC, RTF, ODT, TXT и HTML",
        "This kind of file is not read. Send PDF, DOCX, DOC, RTF, ODT, TXT or HTML",
    ),
    Fault.MISSING: ("Такого файла нет", "There is no such file"),
    Fault.SCAN_WITHOUT_OCR: (
        "Это скан, а программы распознавания нет. Установите tesseract с русским языком",
        "This is a scan and no OCR is installed. Install tesseract with Russian",
    ),
    Fault.CONVERTER_MISSING: (
        "Старый формат Word нечем прочитать. Установите antiword или сохраните файл в DOCX",
        "Nothing here reads old Word files. Install antiword or save the file as DOCX",
    ),
    Fault.EMPTY: ("Файл пуст", "The file is empty"),
    Fault.MACRO: (
        "В файле есть программа (макрос). Сохраните его в DOCX без макросов или в PDF",
        "There is a macro in the file. Save it as DOCX without macros or as PDF",
    ),
    Fault.POLYGLOT: (
        "В одном файле два. Сохраните его заново в PDF",
        "There are two files in one. Save it as PDF anew",
    ),
    Fault.TOO_MANY_MEMBERS: (
        "Файл состоит из слишком многих частей. Сохраните его в PDF",
        "The file consists of too many parts. Save it as PDF",
    ),
    Fault.BAD_MEMBER_NAME: (
        "Имя одной из частей файла недопустимо. Сохраните его в PDF",
        "A part of the file has a name that is not allowed. Save it as PDF",
    ),
    Fault.DTD_FORBIDDEN: (
        "В файле есть определения, которых офисные программы не пишут. Сохраните его в PDF",
        "The file holds definitions that office programs never write. Save it as PDF",
    ),
    Fault.TOO_DEEP: (
        "Части файла вложены слишком глубоко. Сохраните его в простой PDF или TXT",
        "Parts of the file are nested too deeply. Save it as a plain PDF or TXT",
    ),
    Fault.TOO_MANY_PAGES: (
        "В файле слишком много страниц для резюме. Оставьте только страницы о человеке",
        "The file has too many pages for a résumé. Keep only those that tell of the person",
    ),
    PARSER_FAILED: (
        "Файл прочитан, но разобрать его не удалось. Сообщите разработчикам",
        "The file was read, yet could not be parsed. Please tell the developers",
    ),
}

LABELS: dict[str, tuple[str, str]] = {
    "name": ("Имя", "Name"),
    "titles": ("Желаемая должность", "Desired post"),
    "pay": ("Желаемый доход", "Expected pay"),
    "city": ("Город", "City"),
    "phones": ("Телефоны", "Phones"),
    "emails": ("Почта", "Mail"),
    "total": ("Опыт, лет", "Experience, years"),
    "positions": ("Места работы", "Positions"),
    "education": ("Образование", "Education"),
    "languages": ("Языки", "Languages"),
    "skills": ("Навыки", "Skills"),
    "questions": ("Уточнить", "To ask"),
}

NOW = ("по настоящее время", "present")


def said(pair: tuple[str, str], language: Language) -> str:
    """The sentence in a language."""
    return pair[LANGUAGES.index(language)]
