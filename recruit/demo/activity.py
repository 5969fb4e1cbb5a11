"""What has happened at the agency: applications, verdicts and people shown to employers."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from recruit.demo.data import HERE, load
from recruit.demo.records import Application, Candidate, Submission, Vacancy, Verdict
from recruit.demo.texts import NBSP, Voice, grouped, sentence

YES, RATHER_YES, QUESTION, RATHER_NO, NO = 5, 4, 3, 2, 1
APPLICATIONS = 200
VERDICTS = 120
# Vacancies beside the first whose candidates have been judged.
JUDGED = 10
SUBMISSIONS = 12
SHOWN_TOGETHER = 3
_NOTED = {YES: "yes", RATHER_YES: "rather_yes", QUESTION: "question", RATHER_NO: "rather_no"}
# Profiles whose post leads people from the first day.
_LEADING = ("head-", "director-", "chief-", "warehouse-head", "shop-manager")


def draw_applications(
    rng: Random, vacancies: Sequence[Vacancy], candidates: Sequence[Candidate], today: date
) -> tuple[Application, ...]:
    """Applications to the vacancies that have been open, in the order of time."""
    notes: Sequence[str] = load(HERE / "phrases.yaml")["note"]
    possible = [
        (vacancy, candidate, 4.0 if candidate.post in vacancy.fits else 1.0)
        for vacancy in vacancies
        if vacancy.opened
        for candidate in candidates
        if _concerns(vacancy, candidate) and candidate.registered < (vacancy.closed or today)
    ]
    # Weighted drawing without return: a bigger weight makes a bigger key likelier. The first
    # candidate is the one a visitor of the demo signs in as, and has applied at home.
    ranked = sorted(
        possible,
        key=lambda pair: (
            not (pair[1] is candidates[0] and pair[1].city == pair[0].city),
            -(rng.random() ** (1 / pair[2])),
        ),
    )
    applications = [
        Application(
            vacancy=vacancy.key,
            candidate=candidate.key,
            applied=_between(rng, _first_day(vacancy, candidate), vacancy.closed or today),
            note=sentence(rng.choice(notes), rng, Voice(candidate.sex))
            if candidate.language == "ru" and rng.random() < 0.55
            else None,
        )
        for vacancy, candidate, _ in ranked[:APPLICATIONS]
    ]
    return tuple(sorted(applications, key=lambda made: (made.applied, made.candidate)))


def draw_verdicts(
    rng: Random,
    vacancies: Sequence[Vacancy],
    candidates: Sequence[Candidate],
    applications: Sequence[Application],
    today: date,
) -> tuple[Verdict, ...]:
    """Verdicts of the recruiters: about those who applied first, then about people found."""
    texts: Mapping[str, Any] = load(HERE / "verdicts.yaml")
    applied = {(made.vacancy, made.candidate): made.applied for made in applications}
    judged = _to_judge(rng, vacancies, candidates, applied)
    verdicts = []
    for vacancy, candidate in judged:
        earliest = applied.get((vacancy.key, candidate.key), _first_day(vacancy, candidate))
        day = _between(rng, earliest, vacancy.closed or today)
        verdicts.append(_verdict(rng, texts, vacancy, candidate, day))
    return tuple(sorted(verdicts, key=lambda made: (made.given, made.vacancy, made.candidate)))


def draw_submissions(
    rng: Random, vacancies: Sequence[Vacancy], verdicts: Sequence[Verdict], today: date
) -> tuple[Submission, ...]:
    """The people shown to employers: of the good verdicts, some on each of several vacancies."""
    feedback: Sequence[str] = load(HERE / "verdicts.yaml")["feedback"]
    last_day = {vacancy.key: vacancy.closed or today for vacancy in vacancies}
    good = sorted(
        (made for made in verdicts if made.grade in (YES, RATHER_YES)),
        key=lambda made: (-made.grade, made.vacancy, made.candidate),
    )
    chosen: list[Verdict] = []
    for made in good:
        alike = sum(made.vacancy == other.vacancy for other in chosen)
        shown_already = any(made.candidate == other.candidate for other in chosen)
        if alike < SHOWN_TOGETHER and not shown_already and len(chosen) < SUBMISSIONS:
            chosen.append(made)
    released = {
        made: _between(rng, made.given, min(made.given + timedelta(days=3), last_day[made.vacancy]))
        for made in chosen
    }
    shown: list[Submission] = []
    for made in sorted(chosen, key=lambda made: (released[made], made.vacancy, made.candidate)):
        consented = rng.random() < 0.55
        shown.append(
            Submission(
                vacancy=made.vacancy,
                candidate=made.candidate,
                number=1 + sum(made.vacancy == earlier.vacancy for earlier in shown),
                released=released[made],
                consented=consented,
                feedback=sentence(rng.choice(feedback), rng)
                if consented and rng.random() < 0.7
                else None,
            )
        )
    return tuple(shown)


def _concerns(vacancy: Vacancy, candidate: Candidate) -> bool:
    return candidate.post in vacancy.fits or candidate.post in vacancy.near


def _first_day(vacancy: Vacancy, candidate: Candidate) -> date:
    return max(vacancy.opened or vacancy.created, candidate.registered)


def _between(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))


def _to_judge(
    rng: Random,
    vacancies: Sequence[Vacancy],
    candidates: Sequence[Candidate],
    applied: Mapping[tuple[str, str], date],
) -> list[tuple[Vacancy, Candidate]]:
    """Pairs to judge: a quarter for the first vacancy, the rest for those open the longest."""
    first, *others = (vacancy for vacancy in vacancies if vacancy.opened)
    others.sort(key=lambda vacancy: vacancy.opened or vacancy.created)
    pairs: list[tuple[Vacancy, Candidate]] = []
    for vacancy in [first, *others[:JUDGED]]:
        share = VERDICTS // 4 if vacancy is first else VERDICTS * 3 // 4 // JUDGED
        possible = [
            candidate
            for candidate in candidates
            if _concerns(vacancy, candidate) and candidate.registered < (vacancy.closed or date.max)
        ]
        # Recruiters begin with those whom nothing speaks against, then look at who has applied.
        promising = [one for one in possible if not _faults(vacancy, one)]
        asking = [one for one in possible if (vacancy.key, one.key) in applied]
        in_turn = [
            *rng.sample(promising, min(len(promising), share // 2)),
            *asking,
            *rng.sample(possible, len(possible)),
        ]
        pairs += [(vacancy, candidate) for candidate in list(dict.fromkeys(in_turn))[:share]]
    return pairs


def _verdict(
    rng: Random, texts: Mapping[str, Any], vacancy: Vacancy, candidate: Candidate, day: date
) -> Verdict:
    faults = _faults(vacancy, candidate)
    grade = _grade(rng, faults)
    facts = {
        "expected": _money(candidate.salary_expected, candidate.currency),
        "top": _money(vacancy.salary_to, vacancy.currency),
        "city": candidate.city or "город не указан",
        "title": candidate.positions[0].title,
    }

    def write(pool: Sequence[str]) -> str:
        # Without a sum there is nothing to say of sums.
        fitting = [
            text
            for text in pool
            if "{expected}" not in text or candidate.salary_expected is not None
        ]
        return sentence(rng.choice(fitting), rng, Voice(candidate.sex, facts=facts))

    reason_code = rng.choice(faults or ["skills"]) if grade == NO else None
    noted = grade != NO and rng.random() < 0.6
    doubts = texts["doubts"].get(faults[0] if faults else "", texts["notes"]["question"])
    return Verdict(
        vacancy=vacancy.key,
        candidate=candidate.key,
        grade=grade,
        reason_code=reason_code,
        reason=write(texts["reasons"][reason_code]) if reason_code else None,
        note=write(doubts if grade == QUESTION else texts["notes"][_NOTED[grade]])
        if noted
        else None,
        given=day,
    )


def _faults(vacancy: Vacancy, candidate: Candidate) -> list[str]:
    """What a recruiter would hold against the pair, the gravest first."""
    faults = []
    leads = any(position.level == "head" for position in candidate.positions)
    if vacancy.profile.startswith(_LEADING) and not leads:
        faults.append("management")
    if candidate.post not in vacancy.fits:
        faults.append("field")
    elsewhere = candidate.city is not None and candidate.city != vacancy.city
    if elsewhere and candidate.relocation is False and not vacancy.remote:
        faults.append("place")
    if _asks_too_much(vacancy, candidate):
        faults.append("salary")
    if candidate.level == "junior" and vacancy.profile != "call-centre-operator":
        faults.append("experience")
    return faults


def _asks_too_much(vacancy: Vacancy, candidate: Candidate) -> bool:
    if candidate.salary_expected is None or vacancy.salary_to is None:
        return False
    comparable = candidate.currency == vacancy.currency
    return comparable and candidate.salary_expected > 1.15 * vacancy.salary_to


def _grade(rng: Random, faults: Sequence[str]) -> int:
    grades, weights = {
        0: ((YES, RATHER_YES, QUESTION), (7, 3, 1)),
        1: ((RATHER_YES, QUESTION, RATHER_NO, NO), (2, 4, 3, 1)),
    }.get(len(faults), ((QUESTION, RATHER_NO, NO), (2, 4, 4)))
    return rng.choices(grades, weights)[0]


def _money(amount: int | None, currency: str) -> str:
    if amount is None:
        return "сумма не названа"
    return f"{grouped(amount)}{NBSP}{'₽' if currency == 'RUB' else '€'}"
