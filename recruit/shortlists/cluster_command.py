"""`recruit cluster`: the base in shards, and a vacancy ranked by them on a Dask cluster.

Only where the extra ``cluster`` is installed.
"""

import json
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from distributed import Client

from matching.bands import SalarySurvey
from matching.dask_backend import DaskBackend
from matching.index_files import IndexFileError
from matching.months import month_of
from matching.scorer import UNITS
from matching.shards import Question, Shard
from recruit.clock import now
from recruit.config import Config
from recruit.installation import current
from recruit.rank_command import SURVEY_FILE
from recruit.rank_files import BadData, read_file
from recruit.rank_schemas import VacancySchema, vacancy_profile
from recruit.shortlists import index_folders
from recruit.shortlists.base import CandidateBase, index_mark

SHARDS = "shards"
WAIT_SECONDS = 30
_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.group("cluster")
def cluster_group() -> None:
    """Rank a base in shards on a Dask cluster that you run."""


@cluster_group.command()
@click.argument("count", type=click.IntRange(1, 10_000))
def split(count: int) -> None:
    """Write all candidates in COUNT shards, to be ranked by `recruit cluster rank`.

    They are written into the folder `shards` of DATA_DIR, which all workers must be able to read
    under the same path. They do not change with the database: split again, say every night. Who
    withdraws a consent meanwhile is ranked until then.
    """
    config = Config.from_environment()
    today = now().astimezone(ZoneInfo(config.timezone)).date()
    base = CandidateBase(skills_dir=config.skills_dir, index_dir=config.index_dir)
    with current(config) as database, database.unit(writes=False) as session:
        index = base.up_to_date(session, today)
    mark = index_mark(config.skills_dir)
    try:
        with index_folders.writing(config.data_dir / SHARDS):
            index_folders.publish(
                config.data_dir / SHARDS, lambda folder: index.save_shards(folder, mark, count)
            )
    except index_folders.IndexBusy as error:
        raise click.ClickException(
            "another process is writing shards; wait until it has ended"
        ) from error
    click.echo(f"{len(index)} candidates in {count} shards.")


@cluster_group.command("rank")
@click.option("--scheduler", required=True, help="Address of the scheduler: tcp://host:8786.")
@click.option("--vacancy", "vacancy_file", type=_FILE, required=True, help="A vacancy, JSON.")
@click.option("--top", type=click.IntRange(1, 10_000), default=20, show_default=True, metavar="N")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=10.0, show_default=True)
def rank(scheduler: str, vacancy_file: Path, top: int, timeout: float) -> None:
    """Rank the shards for a vacancy; print a JSON object.

    Its `candidates` are the best N with ids and scores; `partial` tells that some shards did not
    answer within the seconds of --timeout, and `missing` how many.
    """
    config = Config.from_environment()
    month = month_of(now().astimezone(ZoneInfo(config.timezone)).date())
    mark = index_mark(config.skills_dir)
    newest = index_folders.newest(config.data_dir / SHARDS)
    if newest is None:
        raise click.ClickException("there are no shards; make some: recruit cluster split COUNT")
    try:
        vacancy = vacancy_profile(read_file(vacancy_file, VacancySchema()))
    except (BadData, OSError) as error:
        raise click.UsageError(f"{vacancy_file}: the vacancy cannot be used: {error}") from error
    shards = [Shard(folder, mark, month) for folder in sorted(newest.iterdir())]
    scorer = CandidateBase(config.models_dir).scorer
    connect = partial(Client, scheduler, timeout=WAIT_SECONDS)
    backend = DaskBackend(connect, shards, timeout)
    try:
        survey = SalarySurvey.from_csv(SURVEY_FILE)
        answer = backend.ask(Question(vacancy, top, survey, scorer))
    except IndexFileError as error:
        raise click.ClickException(
            f"{error}; make the shards anew: recruit cluster split {len(shards)}"
        ) from error
    except OSError as error:
        raise click.ClickException(
            f"no scheduler answers at {scheduler}; start one: dask scheduler"
        ) from error
    finally:
        backend.close()
    found = zip(answer.keys, answer.units, strict=True)
    told = {
        "candidates": [{"id": key, "score": units / UNITS} for key, units in found],
        "total": answer.total,
        "partial": answer.is_partial,
        "missing": answer.n_missing,
    }
    click.echo(json.dumps(told))
