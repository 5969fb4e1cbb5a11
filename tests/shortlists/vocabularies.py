"""Loads at import what a ranking loads at its first: processes forked from here have it."""

from matching.cities import Cities
from matching.skills import SkillVocabulary
from matching.text import lemmas
from matching.titles import TitleGroups

LOADED = (SkillVocabulary.load(), TitleGroups.load(), Cities.load(), lemmas("Менеджер"))
