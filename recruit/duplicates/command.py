"""`recruit duplicates`: look through the base, make keys anew, fit the weights."""

import sys
from pathlib import Path

import click
from sqlalchemy import func, select

from recruit.clock import now
from recruit.config import Config
from recruit.duplicates.pairing.made_pairs import make_pairs
from recruit.duplicates.pairing.scorer import WEIGHTS_FILE, dump_weights
from recruit.duplicates.pairing.training import fit, quality
from recruit.duplicates.sweeping import rebuild_keys, sweep
from recruit.installation import current
from recruit.models import Candidate, DuplicatePair, PairState

LEARNT_FROM, CHECKED_BY = 12_000, 6_000


@click.group("duplicates")
def duplicates_group() -> None:
    """Find candidates who are in the base twice.

    Whoever is entered or changed is looked up by itself, and the worker looks through the whole
    base once a day; these commands are for a restored backup or a new version.
    """


@duplicates_group.command("sweep")
def sweep_command() -> None:
    """Look through all candidates and suggest pairs; decided pairs are left alone."""
    with current(Config.from_environment()) as database:
        with database.unit(writes=False) as session:
            total = session.scalar(select(func.count(Candidate.id)).where(~Candidate.is_merged))
        with click.progressbar(length=total or 0, label="Candidates", file=sys.stderr) as bar:
            for done in sweep(database, now()):
                bar.update(done)
        with database.unit(writes=False) as session:
            found = session.scalar(
                select(func.count(DuplicatePair.id)).where(DuplicatePair.state == PairState.OPEN)
            )
    click.echo(f"{total} candidates looked through, {found} pairs wait for a decision.")


@duplicates_group.command("rebuild")
def rebuild_command() -> None:
    """Make the keys anew by which candidates are found; suggestions stay."""
    with current(Config.from_environment()) as database:
        with database.unit(writes=False) as session:
            total = session.scalar(select(func.count(Candidate.id)).where(~Candidate.is_merged))
        with click.progressbar(length=total or 0, label="Keys", file=sys.stderr) as bar:
            for done in rebuild_keys(database):
                bar.update(done)
    click.echo(f"The keys of {total} candidates are made anew.")


@duplicates_group.command("train")
@click.option("--seed", default=1, show_default=True, help="Other seeds make other people.")
@click.option(
    "--to",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=WEIGHTS_FILE,
    help="Where to write the weights; by default over those in service.",
)
def train_command(seed: int, path: Path) -> None:
    """Fit the weights to invented pairs, and write them with how well they do."""
    pairs = make_pairs(LEARNT_FROM, seed)
    weights = fit(pairs, make_pairs(CHECKED_BY, seed + 1))
    facts = {
        "made_by": f"recruit duplicates train --seed {seed}",
        "learnt_from": LEARNT_FROM,
        "other_people": quality(make_pairs(CHECKED_BY, seed + 2, "second"), weights),
    }
    dump_weights(path, weights, facts)
    found = facts["other_people"]
    click.echo(f"{path}: {found}")
