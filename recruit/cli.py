"""`recruit …`: the commands, loaded only when they are called.

The table below names each command's home and its one-line help, so that `recruit --help` answers
at once: importing scikit-learn and Flask to print a list would take seconds.
"""

import sys
from importlib.util import find_spec

import click

from recruit.config import ConfigError
from recruit.lazy_commands import LazyGroup

COMMANDS = {
    "init": (
        "recruit.setup_commands:init",
        "Migrate the database; load role profiles and the survey.",
    ),
    "run": ("recruit.operations:run", "Prepare, then serve the demo: web server and worker."),
    "serve": ("recruit.operations:serve", "Start the web server."),
    "worker": ("recruit.worker:worker", "Read uploaded files until told to stop."),
    "demo": ("recruit.demo.command:demo", "Fill an empty database with an invented agency."),
    "account": ("recruit.setup_commands:account", "Create an administrator or a recruiter."),
    "mail": ("recruit.messages.command:mail", "Send the letters that wait, and list them."),
    "rate": ("recruit.salaries.command:rate", "Set the rate of a currency from a day on."),
    "survey": ("recruit.salaries.command:survey", "Check and import a salary survey."),
    "salary": ("recruit.salaries.salary_command:salary", "Tell what a post is paid in a city."),
    "market": (
        "recruit.salaries.market_command:market",
        "Rebuild or check the market of the own base.",
    ),
    "reindex": (
        "recruit.shortlists.reindex_command:reindex",
        "Make the index files anew from the database.",
    ),
    "matches": (
        "recruit.shortlists.matches_command:matches",
        "List the first candidates of every open vacancy.",
    ),
    "train": (
        "recruit.learning.command:train_command",
        "Learn curves from the recruiters' verdicts, over the prior.",
    ),
    "model": ("recruit.learning.command:model_group", "Show and list the models that rank."),
    "skills": (
        "recruit.vocabulary.command:skills_group",
        "Find skills that the vocabulary lacks, and add them.",
    ),
    "audit-fairness": (
        "recruit.fairness.command:audit_fairness",
        "Look whether the ranking treats people alike.",
    ),
    "duplicates": (
        "recruit.duplicates.command:duplicates_group",
        "Find candidates who are in the base twice.",
    ),
    "rank": ("recruit.rank_command:rank", "Rank candidates from files, without a database."),
    "parse": (
        "recruit.intake.parse_command:parse_command",
        "Read resumes from files, without a database.",
    ),
    "import": (
        "recruit.imports.command:import_group",
        "Bring in résumés as files, or candidates as a table.",
    ),
    "evaluate": (
        "recruit.evaluate.command:evaluate",
        "Measure the ranking on a folder that people graded.",
    ),
    "ablate": (
        "recruit.evaluate.ablate_command:ablate",
        "Measure what each part and feature of the score brings.",
    ),
}

if find_spec("distributed") is not None:
    COMMANDS["cluster"] = (
        "recruit.shortlists.cluster_command:cluster_group",
        "Rank a base in shards on a Dask cluster that you run.",
    )


@click.group(cls=LazyGroup, table=COMMANDS)
@click.version_option(package_name="recruit")
def recruit() -> None:
    """Candidate matching that a recruitment agency runs itself."""


def main() -> None:
    """Run a command; a wrong setting or a full disk is a sentence, not a stack."""
    try:
        recruit()
    except ConfigError as error:
        click.echo(f"recruit: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        click.echo(f"recruit: {error}", err=True)
        sys.exit(1)
