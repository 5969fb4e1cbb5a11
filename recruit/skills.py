"""Skills between what people type and what is stored: vocabulary ids where there is one."""

from collections.abc import Iterable

from matching.skills import SkillVocabulary


def known_skills() -> SkillVocabulary:
    """The vocabulary, read once a process."""
    return SkillVocabulary.load()


def canonical(names: Iterable[str]) -> list[str]:
    """Ids for the names that the vocabulary knows, the others as typed; each once, in order."""
    vocabulary = known_skills()
    found = ((name, vocabulary.find(name)) for name in names)
    return list(dict.fromkeys(skill.id if skill else name for name, skill in found))


def label(skill: str, language: str) -> str:
    """What to call a stored skill in a language."""
    known = known_skills().get(skill)
    if known is None:
        return skill
    return known.en if language == "en" else known.ru


def labels(skills: Iterable[str], language: str) -> list[str]:
    """What to call stored skills in a language, in their order."""
    return [label(skill, language) for skill in skills]


def suggested(start: str, language: str) -> list[str]:
    """Names of known skills for what somebody has begun to type."""
    return labels((skill.id for skill in known_skills().suggest(start, language)), language)
