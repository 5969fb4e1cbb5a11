"""Where a skill is shown is the sentence a person would point at."""

from matching.evidence import LONGEST_QUOTE, Evidence, find_evidence
from matching.profiles import CandidateProfile, Position
from matching.skills import SkillVocabulary

VOCABULARY = SkillVocabulary.load()
PROFILE = CandidateProfile(
    text="Навыки: переговоры, тендеры. Участвовал в тендерах на поставку труб.",
    positions=(
        Position("Менеджер", description="• Вёл переговоры с заводами;\n• Личные продажи"),
        Position("Продавец", description="Тендеры"),
    ),
)


def find(*keys: str, profile: CandidateProfile = PROFILE) -> dict[str, Evidence]:
    return find_evidence(profile, keys, VOCABULARY)


def test_a_sentence_of_its_own_words_is_quoted_before_a_list() -> None:
    assert find("negotiation", "tenders") == {
        "negotiation": Evidence("Вёл переговоры с заводами", 0),
        "tenders": Evidence("Участвовал в тендерах на поставку труб", None),
    }


def test_a_bare_list_is_quoted_when_there_is_nothing_else() -> None:
    assert find("personal-sales") == {"personal-sales": Evidence("Личные продажи", 0)}


def test_what_is_not_named_has_no_evidence() -> None:
    assert find("python") == {}


def test_a_long_sentence_is_cut_at_a_word() -> None:
    told = "Вёл переговоры с поставщиками " + "и подрядчиками большого завода " * 20
    (evidence,) = find("negotiation", profile=CandidateProfile(text=told)).values()

    assert len(evidence.quote) <= LONGEST_QUOTE + 1
    assert evidence.quote.endswith("…")
    assert told.startswith(evidence.quote[:-1] + " ")
