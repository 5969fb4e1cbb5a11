"""All forms of the application: how to come to each, what is right there and what is wrong.

What can be wrong follows from a field's kind (`KINDS`), so a new field of a form is tested from
the day it is there; a new kind of field, or a new form, fails its tests until its wrong values are
written down.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema, fields

from recruit.accounts.schemas import EmployerAccountSchema, PersonSchema, SignInSchema
from recruit.candidates.schemas import MOST_POSITIONS, FirstResumeSchema, ResumeSchema
from recruit.careers.schemas import ApplicationSchema
from recruit.catalogue.editing import LISTS, TEXTS
from recruit.catalogue.entries import Entries, SkillEntries
from recruit.catalogue.schemas import EditedProfileSchema, NewProfileSchema, Slug
from recruit.duplicates.schemas import MergeSchema
from recruit.imports.schemas import ConsentSchema, ImportSchema
from recruit.intake.schemas import UploadSchema
from recruit.salaries.edition_files import EDITIONS_FOLDER
from recruit.salaries.schemas import Day, IndexSchema, Percent, RetirementSchema, survey_schema
from recruit.subscriptions.schemas import (
    EditionLetterSchema,
    Link,
    OrderSchema,
    OrderStepSchema,
    StudyLetterSchema,
    SubscriptionSchema,
)
from recruit.vacancies.schemas import StepSchema, VacancySchema
from recruit.web.fields import Choice, Email, Flag, Lines, Money, Month, Phone, Text, Whole, YesNo
from tests.conftest import PASSWORD

SLUG = "head-of-customer-relations"
TABLE = "ФИО;Телефон;Должность\nОлеся Гусева;+7 900 000-14-27;Повар\n"
THIS_MONTH, NEXT_MONTH = "2026-11", "2026-12"
SURVEY = (EDITIONS_FOLDER / f"{SLUG}-2015-04.csv").read_text("utf-8")

# The two profiles of the cast differ in what tells them apart.
ASKED = {"keep", "name", "email", "phone", "text"}

# One wrong way to fill a form in: what stands in the control, or in several of them.
Wrong = str | Mapping[str, Any] | None


@dataclass(frozen=True)
class Kind:
    """What can be wrong with a kind of field, and the most that it takes."""

    wrong: Callable[[Any], Sequence[Wrong]]
    fullest: Callable[[Any], str] | None = None


def lines(count: int, longest: int) -> str:
    """As many different lines, each as long as may be."""
    return "\n".join(f"{number:03}".ljust(longest, "я") for number in range(count))


def wrong_text(text: Text) -> list[Wrong]:
    return ["x" * (text.longest + 1), *(["x" * (text.shortest - 1)] if text.shortest else [])]


KINDS: dict[type[fields.Field[Any]], Kind] = {
    Text: Kind(wrong_text, lambda text: "я" * text.longest),
    Email: Kind(
        lambda email: [
            "почты нет",
            "anna@example",
            "a b@example.com",
            "a" * email.longest + "@b.ru",
        ],
        lambda email: "a" * (email.longest - len("@example.com")) + "@example.com",
    ),
    Phone: Kind(lambda _: ["12345", "восемь девятьсот", "+7 900 000-00-00 доб. 5", "9" * 16]),
    Whole: Kind(
        lambda whole: ["три", "1.5", str(whole.least - 1), str(whole.most + 1), "9" * 40],
        lambda whole: str(whole.most),
    ),
    Money: Kind(
        lambda _: ["дорого", "-5", "0", "1000000000", "1,2345", "120 т.р."],
        lambda _: "999 999 999,99",
    ),
    Link: Kind(
        lambda link: [
            "example.com",
            "ftp://example.com",
            "javascript:alert(1)",
            "https://nowhere",
            "https://example.com/" + "a" * link.longest,
        ],
        lambda link: "https://example.com/".ljust(link.longest, "a"),
    ),
    Month: Kind(lambda _: ["вчера", "2023-13", "1900-01", "07.23"]),
    Day: Kind(lambda _: ["вчера", "31.02.2015", "2015-13-01", "я" * 300]),
    Percent: Kind(lambda _: ["много", "1,234", "--5", "-90,01", "1000.01", "9" * 300]),
    Choice: Kind(lambda _: ["none of these", "я" * 5000]),
    YesNo: Kind(lambda _: ["maybe"]),
    Lines: Kind(
        lambda some: [lines(some.most + 1, 3), "я" * (some.longest + 1)],
        lambda some: lines(some.most, some.longest),
    ),
    Entries: Kind(
        lambda some: [lines(some.most + 1, 3), "я" * (some.longest_entry + 1)],
        lambda some: lines(some.most, min(some.longest_entry, some.longest // some.most - 1)),
    ),
    SkillEntries: Kind(lambda _: ["Плетение корзин", lines(81, 3)]),
    Slug: Kind(lambda slug: ["Кириллица", "two words", "-a", "new", "a" * (slug.longest + 1)]),
    # A checkbox is ticked or not: a browser has no third thing to send.
    Flag: Kind(lambda flag: [None] if flag.must_be_set else []),
}


@dataclass(frozen=True)
class Case:
    """One form: who fills it in and where, what is right and what else is wrong there.

    `unseen` are fields without a control to write in, which can only be wrong in a forged request:
    that is refused as a whole, by one of `REFUSALS`. `compared` are fields that are looked up or
    read as a table: filled to the brim they would be refused for what they say.
    """

    name: str
    who: str
    url: str
    schema: Callable[[], Schema]
    valid: dict[str, Any]
    wrong: dict[str, Sequence[Wrong]] = field(default_factory=dict)
    unseen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    action: str | None = None
    compared: Sequence[str] = ()

    def wrong_values(self) -> Iterator[tuple[str, Wrong]]:
        """Every control with every wrong value that its kind has."""
        for name, one in controls_of(self.schema()):
            if name in self.unseen:
                continue
            kind = KINDS.get(type(one))
            assert kind, f"{self.name}: {type(one).__name__} of {name} is new; add it to KINDS"
            if one.required and not isinstance(one, Flag):
                yield name, ""
            yield from ((name, value) for value in kind.wrong(one))

    def attempts(self) -> Iterator[dict[str, Wrong]]:
        """What to send: each control wrong alone, and then many at once, until all has been wrong.

        What only this form finds wrong stands alone, too: it shows when all else is right.
        """
        waiting: dict[str, list[Wrong]] = {}
        for name, value in self.wrong_values():
            waiting.setdefault(name, []).append(value)
        yield from ({name: values.pop(0)} for name, values in waiting.items())
        while waiting := {name: values for name, values in waiting.items() if values}:
            yield {name: values.pop(0) for name, values in waiting.items()}
        for name, values in self.wrong.items():
            yield from ({name: value} for value in values)


def controls_of(schema: Schema, prefix: str = "") -> Iterator[tuple[str, fields.Field[Any]]]:
    """The fields of a schema under the names of their controls; of repeated rows the first."""
    for name, one in schema.fields.items():
        if isinstance(one, fields.List) and isinstance(one.inner, fields.Nested):
            yield from controls_of(one.inner.schema, f"{prefix}{name}-0-")
        else:
            yield prefix + name, one


def ready(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values to send; a file is opened anew each time."""
    return {name: value() if callable(value) else value for name, value in values.items()}


PERSON = {"name": "Ольга Рябова", "email": "olga@example.com", "password": PASSWORD}
TAKEN: dict[str, Sequence[Wrong]] = {"email": ["recruiter@example.com"]}
RESUME_FILE = "Ольга Рябова, бухгалтер, ищу работу в Казани".encode()
WRONG_FILES: Sequence[Wrong] = [
    {"file": lambda: (io.BytesIO(b""), "cv.txt")},
    {"file": lambda: (io.BytesIO(b"MZ\x90\0 program"), "cv.pdf")},
    {"file": lambda: (io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "cv.doc")},
]
VACANCY = {
    "title": "Руководитель отдела",
    "city": "Казань",
    "segment": "agency",
    "salary_from": "100 000",
    "salary_to": "120 000",
    "tax": "gross",
    "remote": "1",
    "openings": "2",
    "must": "Переговоры\nПлетение корзин",
    "nice": "Excel",
    "experience_years": "5",
    "management_years": "2",
    "education": "higher",
    "languages-0-code": "en",
    "languages-0-level": "basic",
    "languages-1-code": "",
    "languages-1-level": "",
    "text": "Нужен руководитель.\n- Отдел из пяти человек",
}
WRONG_VACANCY: dict[str, Sequence[Wrong]] = {
    "salary_to": ["99 999"],
    "management_years": ["6"],
}
RESUME = {
    "title": "Руководитель отдела",
    "city": "Казань",
    "relocation": "yes",
    "remote": "no",
    "salary": "125 000",
    "salary_currency": "RUB",
    "tax": "net",
    "experience_years": "9",
    "management_years": "3",
    "positions-0-title": "Руководитель",
    "positions-0-employer": "ООО «Контур»",
    "positions-0-start": "2021-05",
    "positions-0-end": "2024-06",
    "positions-0-description": "Собрал отдел.",
    "positions-1-title": "Специалист",
    "positions-1-start": "2018-05",
    "positions-1-end": "2021-04",
    "skills": "Переговоры\nПлетение корзин",
    "education": "higher",
    "education_text": "Маркетинг",
    "languages-0-code": "en",
    "languages-0-level": "spoken",
    "text": "Люблю порядок.",
    "name": "Илья Громов",
    "email": "ilya@example.com",
    "phone": "+79000001425",
}
WRONG_RESUME: dict[str, Sequence[Wrong]] = {
    "positions-0-end": ["2021-04", NEXT_MONTH],
    "positions-0-start": ["", NEXT_MONTH],
    # The second row: a message stands at the row that was typed, not at the first.
    "positions-1-end": ["2018-04", "вчера"],
    "positions-1-title": [""],
    # A row left blank between two is no row; the message stands at the third all the same.
    "positions-4-start": [{"positions-4-title": "Стажёр", "positions-4-start": NEXT_MONTH}],
    "positions": [{f"positions-{n}-title": "Специалист" for n in range(MOST_POSITIONS + 1)}],
    "languages-1-code": [{"languages-1-code": "en", "languages-1-level": "basic"}],
    "languages-1-level": [{"languages-1-code": "de", "languages-1-level": ""}],
    "management_years": ["10"],
    "email": [{"email": "", "phone": ""}],
}
PROFILE = (
    {f"{name}_{language}": f"{name} {language}" for name in TEXTS for language in ("ru", "en")}
    | {f"{name}_{language}": f"{name}\n2" for name in LISTS for language in ("ru", "en")}
    | {
        "aliases_ru": "Начальник",
        "aliases_en": "Head",
        "total_years": "5",
        "management_years": "2",
        "management_years_max": "4",
        "project_years": "1",
        "skills_required": "Переговоры",
        "skills_asset": "Excel",
        "education_level": "higher",
        "or_experience": "1",
        "languages-0-code": "en",
        "languages-0-level": "basic",
        "languages-0-need": "asset",
    }
    | {
        f"band_{number}_{name}": value
        for number in (1, 2, 3, 4)
        for name, value in {
            "head_years_min": str(number - 1),
            "education": "higher",
            "field_years_min": "3",
            "skills": "Переговоры",
            "skills_any_of": "Excel",
            "languages-0-code": "en",
            "languages-0-level": "basic",
            "conditions_ru": "Первое\nВторое",
            "conditions_en": "First\nSecond",
            "conditions_any_of_ru": "Третье",
            "conditions_any_of_en": "Third",
            "assets_ru": "Четвёртое",
            "assets_en": "Fourth",
        }.items()
    }
)
WRONG_PROFILE: dict[str, Sequence[Wrong]] = {
    "management_years_max": ["1", {"management_years": "", "management_years_max": "4"}],
    "skills_asset": ["Переговоры"],
    "industry_en": [""],
    "industry_ru": [""],
    "duties_en": ["one line"],
    "rights_ru": [""],
    "languages-1-code": [
        {"languages-1-code": "en", "languages-1-level": "basic", "languages-1-need": "asset"}
    ],
    "band_1_head_years_min": [""],
    "band_3_head_years_min": ["0"],
    "band_2_conditions_en": ["one line", ""],
    "band_4_assets_ru": [""],
    "band_2_languages-1-code": [
        {"band_2_languages-1-code": "en", "band_2_languages-1-level": "basic"}
    ],
    "band_2_languages-1-level": [{"band_2_languages-1-code": "de", "band_2_languages-1-level": ""}],
}
EDITION = {
    "role": SLUG,
    "title_ru": "Обзор",
    "title_en": "Survey",
    "source": "Обзор рынка",
    "collected": "2026-10",
    "published": "2026-11-01",
    "currency": "RUB",
    "tax": "gross",
    "table": SURVEY,
    "step": "import",
}
FORGED_VERSION = ["", "-1", "три", "9" * 40]

CASES = (
    Case(
        "sign in",
        who="",
        url="/sign-in",
        schema=SignInSchema,
        valid={"email": "recruiter@example.com", "password": PASSWORD},
        compared=("email", "password"),
        wrong={"password": ["другой пароль"]},
    ),
    Case(
        "register candidate",
        who="",
        url="/register/candidate",
        schema=PersonSchema,
        valid=PERSON,
        wrong=TAKEN,
    ),
    Case(
        "register employer",
        who="",
        url="/register/employer",
        schema=EmployerAccountSchema,
        valid=PERSON | {"company": "ООО «Рябь»", "segment": "agency", "city": "Казань"},
        wrong=TAKEN,
    ),
    Case(
        "new vacancy",
        who="employer_a",
        url=f"/vacancies/new/{SLUG}",
        schema=VacancySchema,
        valid=VACANCY,
        wrong=WRONG_VACANCY,
    ),
    Case(
        "edit vacancy",
        who="employer_a",
        url="/vacancies/{draft_a.public_id}/edit",
        schema=VacancySchema,
        valid=VACANCY,
        wrong=WRONG_VACANCY,
    ),
    Case(
        "send a vacancy back",
        who="recruiter",
        url="/vacancies/{submitted_a.public_id}",
        action="/steps/reject",
        schema=StepSchema,
        valid={"reason": "Нет зарплаты."},
        wrong={"reason": ["", "  \t "]},
        unseen={"version": FORGED_VERSION},
    ),
    Case(
        "close a vacancy",
        who="employer_a",
        url="/vacancies/{open_a.public_id}",
        action="/steps/close",
        schema=StepSchema,
        valid={"reason": "Нашли сами."},
        wrong={"reason": ["", "  \t "]},
        unseen={"version": FORGED_VERSION},
    ),
    Case(
        "apply",
        who="candidate_b",
        url="/jobs/{open_a.public_id}/apply",
        schema=ApplicationSchema,
        valid={"message": "Хочу к вам."},
    ),
    Case(
        "first résumé",
        who="newcomer",
        url="/my/resume",
        schema=lambda: FirstResumeSchema(THIS_MONTH),
        valid=RESUME | {"consent": "1"},
        wrong=WRONG_RESUME | {"file": WRONG_FILES},
        # A first save has no version; what is sent in its place is not looked at.
        unseen={"version": ()},
    ),
    Case(
        "review a file",
        who="newcomer",
        url="/files/{file_new.public_id}/review",
        schema=lambda: FirstResumeSchema(THIS_MONTH),
        valid=RESUME | {"consent": "1"},
        wrong=WRONG_RESUME,
        unseen={"version": ()},
    ),
    Case(
        "edit résumé",
        who="candidate_a",
        url="/my/resume",
        schema=lambda: ResumeSchema(THIS_MONTH),
        valid=RESUME,
        wrong=WRONG_RESUME,
        unseen={"version": FORGED_VERSION},
    ),
    Case(
        "new candidate",
        who="recruiter",
        url="/candidates/new",
        schema=lambda: FirstResumeSchema(THIS_MONTH),
        valid=RESUME | {"consent": "1"},
        wrong=WRONG_RESUME | {"file": WRONG_FILES},
        unseen={"version": ()},
    ),
    Case(
        "edit candidate",
        who="recruiter",
        url="/candidates/{profile_a.public_id}/edit",
        schema=lambda: ResumeSchema(THIS_MONTH),
        valid=RESUME,
        wrong=WRONG_RESUME,
        unseen={"version": FORGED_VERSION},
    ),
    Case(
        "merge two profiles",
        who="recruiter",
        url="/duplicates/{pair.public_id}",
        action="/merge",
        schema=MergeSchema,
        valid={"keep": "second", "name": "first", "phone": "second"},
        wrong={"keep": ["", "both"]},
        # What is the same in both is not asked; the versions are carried along.
        unseen={
            "first_version": FORGED_VERSION,
            "second_version": FORGED_VERSION,
            **{
                name: ["none of these", "я" * 5000]
                for name in MergeSchema().fields.keys() - ASKED
                if not name.endswith("_version")
            },
        },
    ),
    Case(
        "own file",
        who="candidate_a",
        url="/my",
        action="/my/files",
        schema=UploadSchema,
        valid={"file": lambda: (io.BytesIO(RESUME_FILE), "cv.txt")},
        wrong={"file": [*WRONG_FILES, {"file": None}]},
    ),
    Case(
        "first file",
        who="newcomer",
        url="/my/files/new",
        schema=UploadSchema,
        valid={"file": lambda: (io.BytesIO(RESUME_FILE), "cv.txt")},
        wrong={"file": [*WRONG_FILES, {"file": None}]},
    ),
    Case(
        "file of somebody new",
        who="recruiter",
        url="/files/new",
        schema=UploadSchema,
        valid={"file": lambda: (io.BytesIO(RESUME_FILE), "cv.txt")},
        wrong={"file": [*WRONG_FILES, {"file": None}]},
    ),
    Case(
        "file of a candidate",
        who="recruiter",
        url="/candidates/{profile_a.public_id}",
        action="/files",
        schema=UploadSchema,
        valid={"file": lambda: (io.BytesIO(RESUME_FILE), "cv.txt")},
        wrong={"file": [*WRONG_FILES, {"file": None}]},
    ),
    Case(
        "bring in résumés",
        who="recruiter",
        url="/imports",
        schema=ImportSchema,
        valid={
            "consent_note": "Прислали на ящик вакансии.",
            "files": lambda: (io.BytesIO(RESUME_FILE), "cv.txt"),
        },
        wrong={"files": [{"files": None}, {"files": lambda: (io.BytesIO(b""), "cv.txt")}]},
    ),
    Case(
        "send a table",
        who="recruiter",
        url="/imports/table",
        schema=UploadSchema,
        valid={"file": lambda: (io.BytesIO(TABLE.encode()), "people.csv")},
        wrong={
            "file": [
                {"file": None},
                {"file": lambda: (io.BytesIO(b"MZ\x90\0 program"), "people.csv")},
                {"file": lambda: (io.BytesIO(b"[1]"), "people.json")},
            ]
        },
    ),
    Case(
        "begin a table",
        who="recruiter",
        url="/imports/table/{table.public_id}",
        action="/begin",
        schema=ImportSchema,
        valid={"consent_note": "Подписали на ярмарке."},
        wrong={"consent_note": ["я" * 1001]},
    ),
    Case(
        "consent of an import",
        who="recruiter",
        url="/imports/{batch.public_id}",
        action="/consent",
        schema=ConsentSchema,
        valid={"consent_note": "Прислали на ящик вакансии."},
        wrong={"consent_note": [" \t "]},
    ),
    Case(
        "new profile",
        who="recruiter",
        url="/profiles/new",
        schema=NewProfileSchema,
        valid=PROFILE | {"slug": "head-of-tests"},
        wrong=WRONG_PROFILE | {"slug": [SLUG]},
    ),
    Case(
        "edit profile",
        who="recruiter",
        url=f"/profiles/{SLUG}/edit",
        schema=EditedProfileSchema,
        valid=PROFILE,
        wrong=WRONG_PROFILE,
        unseen={"based_on": FORGED_VERSION},
    ),
    Case(
        "retire a survey",
        who="recruiter",
        url=f"/salaries/editions/{SLUG}-2015-04",
        schema=RetirementSchema,
        valid={"reason": "В источнике нашли ошибку"},
        wrong={"reason": [" "]},
        action="/retire",
    ),
    Case(
        "set an index",
        who="admin",
        url=f"/salaries/editions/{SLUG}-2015-04",
        schema=IndexSchema,
        valid={"basis_points": "84,5 %", "source": "Росстат", "as_of": "2026-10-01"},
        wrong={"as_of": ["2015-03-31", "2026-12-01"]},
        action="/indexes",
    ),
    Case(
        "import a survey",
        who="recruiter",
        url="/salaries/import",
        schema=lambda: survey_schema([SLUG]),
        valid=EDITION,
        compared=("table",),
        wrong={
            "collected": [NEXT_MONTH, "2015-04"],
            "table": ["не таблица", SURVEY.replace("agency", "нечто", 1)],
            "file": [
                {"table": "", "file": None},
                {"file": lambda: (io.BytesIO(b"\xff\xfe\x00\xd8"), "survey.csv")},
            ],
        },
    ),
    Case(
        "subscribe",
        who="",
        url="/salaries/subscribe",
        schema=SubscriptionSchema,
        valid={"email": "olga@example.com"},
    ),
    Case(
        "order a survey",
        who="",
        url="/salaries/order",
        schema=OrderSchema,
        valid={
            "post": "Логист",
            "cities": "Казань, Пермь",
            "note": "Склад и доставка.",
            "name": "Ольга Рябова",
            "organisation": "ООО «Рябь»",
            "email": "olga@example.com",
            "consent": "1",
        },
    ),
    Case(
        "answer an order",
        who="recruiter",
        url="/salaries/orders/{order.public_id}",
        action="/step",
        schema=OrderStepSchema,
        valid={"state": "answered", "answer": "Обзор будет в марте."},
        wrong={"answer": ["", "  \t "]},
        unseen={"version": FORGED_VERSION, "state": ["", "new", "нечто"]},
    ),
    Case(
        "write of a survey",
        who="recruiter",
        url="/salaries/announce",
        schema=EditionLetterSchema,
        valid={"edition": f"{SLUG}-2015-04", "step": "send"},
        compared=("edition",),
        wrong={"edition": ["нет такого"]},
        unseen={"step": ["нечто"]},
    ),
    Case(
        "write of a study",
        who="recruiter",
        url="/salaries/announce/study",
        schema=StudyLetterSchema,
        valid={
            "subject_ru": "Кого ищут",
            "subject_en": "Who is wanted",
            "text_ru": "Первое.\n\nВторое.",
            "text_en": "One.\n\nTwo.",
            "link": "https://example.com/study",
            "step": "send",
        },
        unseen={"step": ["нечто"]},
    ),
)
