"""The phrases of the reasons, Russian and English side by side."""

from matching.wording import Language

PHRASES: dict[str, dict[Language, str]] = {
    # skills
    "skills_unknown": {"ru": "о навыках не сказано", "en": "no skills are told"},
    "must": {
        "ru": "обязательные навыки: {found} из {all}",
        "en": "must-have skills: {found} of {all}",
    },
    "nice": {"ru": "желательные: {found} из {all}", "en": "nice to have: {found} of {all}"},
    "derived": {
        "ru": "из навыков, обычных для такой вакансии, есть {found} из {all}",
        "en": "of the skills usual for such a vacancy, {found} of {all} are there",
    },
    "claimed": {"ru": "только заявлены: {names}", "en": "only listed: {names}"},
    "missing": {"ru": "не найдены: {names}", "en": "not found: {names}"},
    "near_skill": {"ru": "близкий навык: {pairs}", "en": "a near skill: {pairs}"},
    "near_skills": {"ru": "близкие навыки: {pairs}", "en": "near skills: {pairs}"},
    "instead": {"ru": "{shown} вместо {asked}", "en": "{shown} instead of {asked}"},
    "unproved": {"ru": "без примеров {count}", "en": "{count} without examples"},
    "nothing_missing": {"ru": "всё, что нужно, есть", "en": "all that is asked is there"},
    "doubted": {
        "ru": "список навыков так длинен, что без примеров ему мало веры",
        "en": "the list of skills is too long to be believed without examples",
    },
    "language_short": {
        "ru": "{name}: нужен уровень «{wanted}», указан «{own}»",
        "en": "{name}: “{wanted}” is asked, “{own}” is told",
    },
    "language_missing": {
        "ru": "{name} не указан (нужен уровень «{wanted}»)",
        "en": "{name} is not named (“{wanted}” is asked)",
    },
    "education_short": {
        "ru": "образование: {own}; нужно: {wanted}",
        "en": "education: {own}, {wanted} is asked",
    },
    "and_more": {"ru": "{names} и ещё {count}", "en": "{names} and {count} more"},
    # experience
    "no_total": {"ru": "опыта нет", "en": "no experience"},
    "total_unknown": {"ru": "стаж не указан", "en": "no years of experience given"},
    "total": {"ru": "опыт {period}", "en": "{period} of experience"},
    "relevant": {"ru": "в близкой должности {period}", "en": "{period} in posts like this"},
    "no_relevant": {"ru": "близких должностей не было", "en": "no post like this"},
    "relevant_unknown": {
        "ru": "сколько лет в такой должности, неизвестно",
        "en": "how many years in such a post is unknown",
    },
    "management": {"ru": "руководителем {period}", "en": "{period} in management"},
    "no_management": {"ru": "опыта руководства нет", "en": "no management experience"},
    "management_unknown": {
        "ru": "опыт руководства не указан",
        "en": "no management experience given",
    },
    "asked": {"ru": "{fact} (нужно {period})", "en": "{fact} ({period} asked)"},
    "usual": {"ru": "{fact} (обычно {period})", "en": "{fact} ({period} is usual)"},
    # salary
    "salary_unknown": {
        "ru": "ожидания по зарплате не указаны",
        "en": "no salary expectation given",
    },
    "salary_currency": {
        "ru": "ожидания указаны в другой валюте и не сравниваются",
        "en": "the expectation is in another currency and is not compared",
    },
    "expects": {"ru": "ожидает {sum}", "en": "expects {sum}"},
    "within_offer": {"ru": "{fact}, не выше вилки", "en": "{fact}, within the offer"},
    "above_offer": {
        "ru": "{fact}, на {gap} выше вилки",
        "en": "{fact}, {gap} above the offer",
    },
    "within_market": {"ru": "{fact}, не выше рынка", "en": "{fact}, within the market"},
    "above_market": {"ru": "{fact}, на {gap} выше рынка", "en": "{fact}, {gap} above the market"},
    "market": {
        "ru": "рынок: {city}, диапазон {band}, {range}",
        "en": "the market: {city}, band {band}, {range}",
    },
    "median": {
        "ru": "рынок: {city}, медиана {median}; без опыта руководства диапазон неизвестен",
        "en": "the market: {city}, median {median}; the band needs the years in management",
    },
    "converted_moves": {
        "ru": "после переезда это около {sum} в ценах города вакансии: {wish} × "
        "({there_low} + {there_high}) / ({here_low} + {here_high})",
        "en": "after the move that is about {sum} in the prices of the vacancy's city: {wish} × "
        "({there_low} + {there_high}) / ({here_low} + {here_high})",
    },
    "converted_afar": {
        "ru": "работает удалённо, поэтому сравнение с обоими рынками: {wish} в своём городе — это "
        "около {sum} в ценах города вакансии: {wish} × ({there_low} + {there_high}) / "
        "({here_low} + {here_high}); в счёт идёт меньшее",
        "en": "works remotely, so both markets count: {wish} at home is about {sum} in the prices "
        "of the vacancy's city: {wish} × ({there_low} + {there_high}) / "
        "({here_low} + {here_high}); the lower one decides",
    },
    "cost": {"ru": "отсюда минус {points}", "en": "hence {points} less"},
    "check": {
        "ru": "намного ниже рынка, стоит спросить почему",
        "en": "far below the market, worth asking why",
    },
    "tax": {
        "ru": "одна сумма до вычета налога, другая после: сравнены как есть",
        "en": "one sum is before tax, the other after: compared as they are",
    },
    "city_not_surveyed": {
        "ru": "города вакансии в обзоре зарплат нет, рынок не учтён",
        "en": "the survey lacks the vacancy's city, the market is left out",
    },
    "not_surveyed": {
        "ru": "обзора зарплат для этой должности нет, рынок не учтён",
        "en": "there is no salary survey of this post, the market is left out",
    },
    # place
    "there": {"ru": "{city}, город вакансии", "en": "{city}, the vacancy's city"},
    "elsewhere": {"ru": "{city}", "en": "{city}"},
    "elsewhere_near": {
        "ru": "{city}, {distance} от города вакансии",
        "en": "{city}, {distance} from the vacancy's city",
    },
    "city_unknown": {"ru": "город не указан", "en": "no city given"},
    "moves": {"ru": "готовность к переезду есть", "en": "willing to move"},
    "stays": {"ru": "переезд исключён", "en": "will not move"},
    "move_unknown": {"ru": "о переезде не сказано", "en": "moving is not mentioned"},
    "remote": {"ru": "удалённая работа подходит", "en": "remote work suits"},
    "not_remote": {"ru": "удалённая работа не подходит", "en": "remote work does not suit"},
    "remote_unknown": {
        "ru": "об удалённой работе не сказано",
        "en": "remote work is not mentioned",
    },
    # title and text
    "title_unknown": {"ru": "должность не указана", "en": "no post is told"},
    "title_same": {"ru": "та же должность", "en": "the same post"},
    "title_wished": {"ru": "ищет именно такую должность", "en": "looks for just such a post"},
    "title_near": {"ru": "близкая должность", "en": "a near post"},
    "title_far": {"ru": "отдалённо похожая должность", "en": "a remotely similar post"},
    "title_other": {"ru": "другая должность", "en": "another post"},
    "text_unknown": {"ru": "текста резюме нет", "en": "there is no résumé text"},
    "text_close": {
        "ru": "текст резюме близок к требованиям",
        "en": "the résumé reads close to the requirements",
    },
    "text_partly": {
        "ru": "текст резюме отчасти о том же",
        "en": "the résumé is partly about the same",
    },
    "copied": {
        "ru": "слова, скопированные из вакансии, не учтены",
        "en": "words copied from the vacancy are not counted",
    },
    "text_far": {"ru": "текст резюме о другом", "en": "the résumé is about something else"},
    # rows
    "interval": {
        "ru": "неизвестное оставляет от {low} до {high}",
        "en": "what is unknown leaves {low} to {high}",
    },
    "not_asked": {
        "ru": "вакансия об этом не спрашивает, балл не начисляется и не снимается",
        "en": "the vacancy does not ask, nothing is added or taken",
    },
    "unknown": {"ru": "не указано: {fields}", "en": "not given: {fields}"},
}

FIELDS: dict[str, dict[Language, str]] = {
    "skills": {"ru": "навыки", "en": "skills"},
    "experience_years": {"ru": "стаж", "en": "experience"},
    "management_years": {"ru": "опыт руководства", "en": "management experience"},
    "positions": {"ru": "места работы с датами", "en": "posts with dates"},
    "education": {"ru": "образование", "en": "education"},
    "languages": {"ru": "языки", "en": "languages"},
    "salary_expected": {"ru": "ожидания по зарплате", "en": "salary expectation"},
    "city": {"ru": "город", "en": "city"},
    "relocation": {"ru": "готовность к переезду", "en": "willingness to move"},
    "remote": {"ru": "отношение к удалённой работе", "en": "remote work"},
    "title": {"ru": "должность", "en": "post"},
    "text": {"ru": "текст резюме", "en": "résumé text"},
}

LANGUAGE_NAMES: dict[str, dict[Language, str]] = {
    "ru": {"ru": "русский", "en": "Russian"},
    "en": {"ru": "английский", "en": "English"},
    "de": {"ru": "немецкий", "en": "German"},
    "fr": {"ru": "французский", "en": "French"},
    "es": {"ru": "испанский", "en": "Spanish"},
    "it": {"ru": "итальянский", "en": "Italian"},
    "zh": {"ru": "китайский", "en": "Chinese"},
    "tr": {"ru": "турецкий", "en": "Turkish"},
    "tt": {"ru": "татарский", "en": "Tatar"},
    "kk": {"ru": "казахский", "en": "Kazakh"},
    "ja": {"ru": "японский", "en": "Japanese"},
    "ar": {"ru": "арабский", "en": "Arabic"},
}

LEVELS: dict[str, dict[Language, str]] = {
    "basic": {"ru": "базовый", "en": "basic"},
    "intermediate": {"ru": "средний", "en": "intermediate"},
    "spoken": {"ru": "разговорный", "en": "spoken"},
    "fluent": {"ru": "свободный", "en": "fluent"},
    "none": {"ru": "нет", "en": "none"},
    "secondary": {"ru": "среднее", "en": "secondary"},
    "vocational": {"ru": "среднее профессиональное", "en": "vocational"},
    "higher": {"ru": "высшее", "en": "higher"},
    "degree": {"ru": "учёная степень", "en": "an academic degree"},
}
