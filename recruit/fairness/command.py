"""`recruit audit-fairness`: whether the ranking of this installation treats people alike."""

import math
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from matching.disparity import FOUR_FIFTHS, LEAST_PEOPLE
from matching.fairness import FLIPS
from matching.scorer import FEATURES
from recruit.clock import now
from recruit.config import Config
from recruit.fairness.audit_files import AuditFileError, read_audit_file
from recruit.fairness.services import (
    QUESTIONS,
    GroupAudit,
    audit_groups,
    audit_twins,
    open_vacancies,
)
from recruit.installation import current
from recruit.shortlists.base import CandidateBase

EXIT_UNEQUAL = 1
BY_CHANCE = 0.05


@click.command("audit-fairness")
@click.option(
    "--groups",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.csv",
    help="Columns candidate,sex,born, kept apart from the base; never stored.",
)
@click.option(
    "--people",
    type=click.IntRange(0, 100_000),
    default=200,
    show_default=True,
    help="How many get twins.",
)
@click.option(
    "--top",
    type=click.IntRange(1, 100_000),
    default=10,
    show_default=True,
    help="Places of a list that are selected.",
)
def audit_fairness(*, groups: Path | None, people: int, top: int) -> None:
    """Look whether the ranking treats people alike.

    Twins: the newest people of the base, each as two who differ in one protected fact, ranked for
    all open vacancies; their scores must be equal. With --groups also who gets to the first places
    and whom recruiters confirm, and which features tell the groups apart. Nothing is stored.
    """
    config = Config.from_environment()
    today = now().astimezone(ZoneInfo(config.timezone)).date()
    try:
        told = None if groups is None else read_audit_file(groups, today.year)
    except AuditFileError as error:
        raise click.ClickException(str(error)) from error
    base = CandidateBase(config.models_dir, config.skills_dir, config.index_dir)
    with current(config) as database, database.unit(writes=False) as session:
        with click.progressbar(length=len(FLIPS), label="Twins", file=sys.stderr) as bar:
            unequal = audit_twins(session, base, today, people, bar.update)
        audit = None
        if told is not None:
            length = len(open_vacancies(session))
            with click.progressbar(length=length, label="Lists", file=sys.stderr) as bar:
                audit = audit_groups(session, base, today, told, top=top, tick=bar.update)
    click.echo("People whose score changes with a protected fact:")
    for flip, count in unequal.items():
        click.echo(f"  {flip:14}{count:6}")
    if audit is not None:
        _print_selections(audit)
        _print_tellings(audit)
    if any(unequal.values()):
        raise SystemExit(EXIT_UNEQUAL)


def _print_selections(audit: GroupAudit) -> None:
    click.echo(f"\n{audit.known} people of known groups in {audit.vacancies} lists.")
    for one in audit.selections:
        rates = "; ".join(
            f"{group} {rate.selected} of {rate.considered}"
            + (f" ({rate.share:.1%})" if rate.considered else "")
            for group, rate in one.rates.items()
        )
        if math.isnan(one.ratio):
            verdict = f"too few to tell (at least {LEAST_PEOPLE} of each group)"
        else:
            verdict = f"ratio {one.ratio:.2f}"
            if one.ratio < FOUR_FIFTHS:
                verdict += ", below four fifths: look into it"
                if one.chance >= BY_CHANCE:
                    verdict += f", though chance alone does so in {one.chance:.0%} of cases"
        click.echo(f"  {one.question}, {one.way}: {rates or 'nobody'}; {verdict}")


def _print_tellings(audit: GroupAudit) -> None:
    for question, tellings in audit.tellings.items():
        first, second = QUESTIONS[question]
        if all(math.isnan(one.auc) for one in tellings):
            continue
        click.echo(f"\nHow features tell {second} from {first} (AUC, .5 is nothing; mean gap):")
        known = [
            (one, feature.name)
            for one, feature in zip(tellings, FEATURES, strict=True)
            if not math.isnan(one.auc)
        ]
        for one, name in sorted(known, key=lambda item: -abs(item[0].auc - 0.5)):
            click.echo(f"  {name:12}{one.auc:6.2f}{one.gap:+8.2f}")
