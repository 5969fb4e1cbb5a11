"""The same what-if counts in plain SQL over ordinary tables, to measure ours against."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching.answers import on_site
from matching.bands import SalarySurvey, bands_for
from matching.copies import own_words
from matching.features import place
from matching.features.experience import known_months
from matching.features.title import WISH_CREDIT
from matching.index import CandidateIndex
from matching.numbering import UNKNOWN
from matching.profiles import VacancyProfile
from matching.query import Query, compile_query
from matching.supply import IN_TRADE

SCHEMA = """
CREATE TABLE person (
  id INTEGER PRIMARY KEY, wish INTEGER, total INTEGER, management INTEGER, education INTEGER,
  city INTEGER, relocation INTEGER, band INTEGER
);
CREATE TABLE person_title (person INTEGER, title INTEGER, wished INTEGER);
CREATE TABLE person_skill (person INTEGER, skill INTEGER, PRIMARY KEY (skill, person))
  WITHOUT ROWID;
CREATE TABLE near_title (title INTEGER, wished INTEGER, PRIMARY KEY (title, wished));
CREATE TABLE near_city (city INTEGER PRIMARY KEY, there INTEGER);
CREATE TABLE ratio (city INTEGER, band INTEGER, ratio REAL, PRIMARY KEY (city, band));
"""

Counted = tuple[int, tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Prepared:
    """One vacancy's question; `ask` gives who fits, the curve and what each requirement costs."""

    database: sqlite3.Connection
    statement: str
    n_offers: int

    def ask(self) -> Counted:
        """Count in one statement."""
        found = [int(value or 0) for value in self.database.execute(self.statement).fetchone()]
        return found[0], tuple(found[1 : self.n_offers + 1]), tuple(found[self.n_offers + 1 :])


class PlainSql:
    """A base as tables of facts.

    What SQL cannot do is given to it for nothing: months are added up, texts are read into skills,
    and for each vacancy the near titles, the near cities and the ratios of cities are looked up
    beforehand and not counted.
    """

    def __init__(self, index: CandidateIndex) -> None:
        self._columns = index._current().columns
        self._encoder = index._encoder
        columns = self._columns
        own = own_words(columns, np.zeros(0, np.int32))
        total, management = known_months(columns, own)
        self._database = sqlite3.connect(":memory:")
        self._database.executescript(SCHEMA)
        people = zip(
            range(columns.n),
            columns.expected.tolist(),
            total.tolist(),
            management.tolist(),
            columns.education.tolist(),
            columns.city.tolist(),
            columns.relocation.tolist(),
            bands_for(management).tolist(),
            strict=True,
        )
        self._fill("person", 8, people)
        titles = zip(
            columns.titles.rows.tolist(),
            columns.titles.values.tolist(),
            columns.wished.astype(int).tolist(),
            strict=True,
        )
        self._fill("person_title", 3, titles)
        rows = np.concatenate([columns.claims.rows, columns.mention_rows])
        skills = np.concatenate([columns.claims.values, columns.mention_skills])
        self._fill("person_skill", 2, np.unique(np.stack([rows, skills], axis=1), axis=0).tolist())
        self._database.execute("CREATE INDEX of_person ON person_title (person)")
        self._database.execute("ANALYZE")

    def __enter__(self) -> "PlainSql":
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def _fill(self, table: str, width: int, rows: Iterable[Sequence[object]]) -> None:
        marks = ", ".join("?" * width)
        self._database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608

    def prepare(
        self, vacancy: VacancyProfile, survey: SalarySurvey, offers: Sequence[int]
    ) -> Prepared:
        """Look up what is near, and write the statement."""
        bare = replace(vacancy, text="", nice=())
        query = compile_query(bare, self._encoder, survey)
        self._look_up(query)
        conditions = list(self._conditions(query))
        met = ", ".join(f"{sql} AS m{number}" for number, sql in enumerate(conditions))
        lacking = " + ".join(f"(1 - m{number})" for number in range(len(conditions)))
        within = f"wish BETWEEN 0 AND {query.offer}"
        sums = [f"SUM(lacking = 0 AND wish BETWEEN 0 AND {x})" for x in (query.offer, *offers)]
        sums += [
            f"SUM(lacking = 1 AND m{number} = 0 AND {within})" for number in range(len(conditions))
        ]
        wish = "p.wish"
        if query.survey is not None and not query.remote:
            wish = (
                "CASE WHEN p.wish >= 0 AND p.relocation = 1 AND p.city NOT IN (SELECT city FROM "
                "near_city WHERE there = 1) AND r.ratio IS NOT NULL "
                "THEN ROUND(p.wish * r.ratio) ELSE p.wish END"
            )
        # Materialized: or SQLite would look each condition up anew for every sum.
        statement = (
            f"WITH told AS MATERIALIZED (SELECT {wish} AS wish, {met} FROM person p "  # noqa: S608
            "LEFT JOIN ratio r ON r.city = p.city AND r.band = p.band), "
            f"counted AS MATERIALIZED (SELECT *, {lacking} AS lacking FROM told) "
            f"SELECT {', '.join(sums)} FROM counted"
        )
        return Prepared(self._database, statement, len(offers))

    def _look_up(self, query: Query) -> None:
        """Fill the tables of what is near to a vacancy."""
        columns, encoder = self._columns, self._encoder
        wished, held = columns.known_titles.similarity(
            query.title, encoder.titles.find(query.title), encoder.groups
        )
        near = [
            (number, flag)
            for flag, nearness in ((0, held), (1, WISH_CREDIT * wished))
            for number in np.flatnonzero(nearness >= IN_TRADE).tolist()
        ]
        placed = place.evaluate(columns, query, place.distances(query, encoder))
        at_home = on_site(replace(columns, relocation=np.zeros_like(columns.relocation)), placed)
        cities = {
            int(city): int(there)
            for city, near_enough, there in zip(
                columns.city, at_home.yes, placed.there, strict=True
            )
            if near_enough and city != UNKNOWN
        }
        ratios = []
        if query.survey is not None and query.city is not None:
            for number, name in enumerate(encoder.city_names.items):
                for band in range(1, 5):
                    found = query.survey.ratio(name, query.city, query.vacancy.segment, band)
                    if found is not None:
                        ratios.append((number, band, found))
        for table in ("near_title", "near_city", "ratio"):
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608
        self._fill("near_title", 2, near)
        self._fill("near_city", 2, list(cities.items()))
        self._fill("ratio", 3, ratios)

    def _conditions(self, query: Query) -> Iterable[str]:
        """One expression of 0 or 1 for each requirement, in the order of `matching.supply`."""
        yield (
            "EXISTS (SELECT 1 FROM person_title t JOIN near_title n USING (title, wished) "
            "WHERE t.person = p.id)"
        )
        for skill in query.must:
            numbers = ", ".join(str(number) for number, share in skill.counting if share == 1)
            yield (
                "EXISTS (SELECT 1 FROM person_skill s WHERE s.person = p.id "  # noqa: S608
                f"AND s.skill IN ({numbers or UNKNOWN}))"
            )
        if query.vacancy.experience_months:
            yield f"(p.total >= {query.vacancy.experience_months})"
        if query.vacancy.management_months:
            yield f"(p.management >= {query.vacancy.management_months})"
        if query.education > 0:
            yield f"(p.education >= {query.education})"
        reach = "p.relocation = 1 OR p.city IN (SELECT city FROM near_city)"
        yield f"({reach})"
