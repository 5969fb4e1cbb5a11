"""`recruit train` and `recruit model`: learn from verdicts; show what ranks."""

import math
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import numpy as np

from matching.curves import FULL
from matching.drawing import curve_svg
from matching.feature_reasons import FEATURE_LABELS
from matching.metrics import Estimate
from matching.scorer import FEATURES, PARTS, PRIOR_VERDICTS, UNITS, AdditiveScorer
from matching.store import ModelFileError, load_model, save_model
from matching.training import MIN_VACANCIES, MIN_VERDICTS, TOLERANCE, Training, train
from recruit.clock import now
from recruit.config import Config
from recruit.installation import current
from recruit.learning.services import collect_verdicts, model_facts, put_in_service
from recruit.shortlists.base import CandidateBase
from recruit.shortlists.model_files import current_model, numbered

SHOWN_LEVELS = (0, 250, 500, 750, 1000)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _finite(_ctx: click.Context, _param: click.Parameter, value: float) -> float:
    if not math.isfinite(value):  # no range keeps out what is no number
        raise click.BadParameter("write a number")
    return value


@click.command("train")
@click.option(
    "--prior-weight",
    type=click.FloatRange(1, 1e9),
    default=PRIOR_VERDICTS,
    show_default=True,
    callback=_finite,
    help="How many verdicts the prior counts for.",
)
@click.option("--dry-run", is_flag=True, help="Learn and judge, but put nothing in service.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the outcome, let in or not, to this file instead, to look at it.",
    metavar="FILE",
)
def train_command(*, prior_weight: float, dry_run: bool, out: Path | None) -> None:
    """Learn curves from the recruiters' verdicts, over the prior.

    The outcome is judged on vacancies that were held out, and put in service only if it orders
    their pairs no worse than the prior does.
    """
    config = Config.from_environment()
    with current(config) as database, database.unit(writes=False) as session:
        today = now().astimezone(ZoneInfo(config.timezone)).date()
        base = CandidateBase(skills_dir=config.skills_dir, index_dir=config.index_dir)
        verdicts = collect_verdicts(session, base, today)
    training = train(verdicts, prior_weight)
    if not training.enough:
        click.echo(
            f"{len(verdicts)} verdicts, {verdicts.telling()} vacancies where they differ: at least "
            f"{MIN_VERDICTS} and {MIN_VACANCIES} are needed. The prior stays."
        )
        return
    click.echo(f"{len(verdicts)} verdicts on {len(np.unique(verdicts.vacancies))} vacancies.")
    _print_weights(training.scorer)
    _print_evaluation(training)
    if out is not None:
        save_model(out, training.scorer, model_facts(training, verdicts, now()))
        click.echo(f"Written to {out}, not in service. See: recruit model show --model {out}")
    elif not training.admitted:
        click.echo(
            "That it orders held-out pairs no worse than the prior is not sure enough "
            f"(the gain must not be below 0, nor its interval below -{TOLERANCE:.3f}). "
            "The ranking stays as it is."
        )
    elif dry_run:
        click.echo("It would be put in service; nothing is written (--dry-run).")
    else:
        facts = model_facts(training, verdicts, now())
        path = put_in_service(config.models_dir, training, facts)
        click.echo(f"In service: {path.name}")


def _print_weights(scorer: AdditiveScorer) -> None:
    prior = AdditiveScorer().fit()
    click.echo(f"{'part':12}{'prior':>8}{'learnt':>8}")
    for part, before, after in zip(PARTS, prior.weights_, scorer.weights_, strict=True):
        click.echo(f"{part:12}{before / UNITS:8.1f}{after / UNITS:8.1f}")


def _print_evaluation(training: Training) -> None:
    click.echo("pairs of held-out vacancies ordered rightly (95% interval over vacancies):")
    named: tuple[tuple[str, Estimate], ...] = (
        ("prior", training.prior),
        ("learnt", training.learnt),
        ("gain", training.gain),
    )
    for name, found in named:
        click.echo(f"{name:12}{found.point:8.3f}  [{found.low:.3f}, {found.high:.3f}]")


@click.group("model")
def model_group() -> None:
    """Show and list the models that rank."""


@model_group.command("list")
def list_models() -> None:
    """List the models of this installation, the one in service last.

    To go back to the one before, or to the prior, move files out of the folder.
    """
    files = numbered(Config.from_environment().models_dir)
    for _, path in files:
        try:
            _, facts = load_model(path)
            right = facts["pairs_right"]["learnt"]["point"]
            click.echo(
                f"{path.name}  {facts['made']}  {facts['verdicts']} verdicts  pairs {right:.3f}"
            )
        except ModelFileError as error:
            click.echo(str(error))
    if not files:
        click.echo("No model has been learnt: the documented prior ranks.")


@model_group.command("show")
@click.option("--model", "path", type=_FILE, help="A model file; by default the one in service.")
@click.option(
    "--svg",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder to draw the curves into, one SVG a curve.",
    metavar="DIR",
)
def show(*, path: Path | None, svg: Path | None) -> None:
    """Print each curve, points by level, prior and learnt side by side."""
    prior = AdditiveScorer().fit()
    scorer: AdditiveScorer | None
    if path is not None:
        try:
            scorer, _ = load_model(path)
        except ModelFileError as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"{path.name} beside the prior")
    else:
        found = current_model(Config.from_environment().models_dir)
        if found.fault:
            raise click.ClickException(f"{found.fault}. Until then the prior ranks.")
        scorer = None if found.path is None else found.scorer
        click.echo(found.path.name if found.path else "the documented prior")
    _print_curves(prior, scorer)
    if svg is not None:
        _draw(svg, prior, scorer)
        click.echo(f"{len(FEATURES)} drawings are in {svg}")


def _print_curves(prior: AdditiveScorer, learnt: AdditiveScorer | None) -> None:
    head = "".join(f"{level / FULL:8.2f}" for level in SHOWN_LEVELS)
    click.echo(f"{'part':12}{'feature':12}{'':8}{head}")
    models = [("prior", prior)] + ([("learnt", learnt)] if learnt is not None else [])
    tables = [(name, model.compile().points / UNITS) for name, model in models]
    for number, feature in enumerate(FEATURES):
        for name, points in tables:
            row = "".join(f"{points[number, level]:8.2f}" for level in SHOWN_LEVELS)
            click.echo(f"{feature.part:12}{feature.name:12}{name:8}{row}")


def _draw(folder: Path, prior: AdditiveScorer, learnt: AdditiveScorer | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    before = prior.compile().points / UNITS
    after = None if learnt is None else learnt.compile().points / UNITS
    most = float(max(before.max(), 0 if after is None else after.max()))
    for number, feature in enumerate(FEATURES):
        drawn = curve_svg(
            FEATURE_LABELS[feature.name]["en"],
            before[number],
            None if after is None else after[number],
            most,
            ("prior", "learnt"),
        )
        (folder / f"{number + 1:02d}-{feature.name}.svg").write_text(drawn, encoding="utf-8")
