"""`recruit skills`: what people list that the vocabulary lacks; accept what is a skill."""

import sys
from collections.abc import Sequence

import click

from recruit.config import Config
from recruit.installation import current
from recruit.vocabulary.own_file import FILE_NAME, OwnSkillsError, load_with_own
from recruit.vocabulary.proposals import Proposal, propose
from recruit.vocabulary.services import accept_alias, accept_skill, count_lists, skill_lists

WIDEST = 40
"""Letters of a name or of the other spellings that the table shows."""


@click.group("skills")
def skills_group() -> None:
    """Find skills that the vocabulary lacks, and add them."""


@skills_group.command("propose")
@click.option(
    "--least",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    metavar="N",
    help="Show names that at least so many people use.",
)
def propose_command(*, least: int) -> None:
    """Show which names people list that are no known skills.

    Spellings of the same words are one name. Beside it stand the known skills that come with it
    more often than by chance. Nothing is changed, and nobody is named.
    """
    config = Config.from_environment()
    try:
        vocabulary = load_with_own(config.skills_dir)
    except OwnSkillsError as error:
        raise click.ClickException(str(error)) from error
    with current(config) as database, database.unit(writes=False) as session:
        length = count_lists(session)
        with click.progressbar(
            skill_lists(session), length=length, label="Lists", file=sys.stderr
        ) as lists:
            found = propose(lists, vocabulary, least)
    if not found:
        click.echo(f"{length} lists: no unknown skill is used by {least} people or more.")
        return
    _print_table(found)
    click.echo(
        'To add one: recruit skills accept "NAME"; as another name of a known skill: --as SKILL_ID'
    )


def _print_table(found: Sequence[Proposal]) -> None:
    lines = [("people", "posts", "name", "also written", "often beside (times chance)")]
    for one in found:
        near = ", ".join(f"{other.skill} {other.lift:.1f}" for other in one.near)
        spellings = _cut("; ".join(one.others))
        lines.append((str(one.people), str(one.posts), _cut(one.name), spellings, near or "-"))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for people, posts, name, others, near in lines:
        line = (
            f"{people:>{widths[0]}}  {posts:>{widths[1]}}  "
            f"{name:{widths[2]}}  {others or '-':{widths[3]}}  {near}"
        )
        _say(line)


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _say(text: str) -> None:
    """Write UTF-8 whatever the terminal says it is, as `recruit rank` does."""
    click.echo(text.encode("utf-8", "replace"))


@skills_group.command("accept")
@click.argument("name")
@click.option("--as", "of", metavar="SKILL_ID", help="The known skill that it is a name of.")
@click.option("--en", "english", metavar="NAME", help="Its name in English.")
@click.option(
    "--related", multiple=True, metavar="SKILL_ID", help="A known skill near it; may come again."
)
def accept_command(
    *, name: str, of: str | None, english: str | None, related: Sequence[str]
) -> None:
    """Add a skill to the agency's own, or a name to a known one."""
    if of is not None and (english or related):
        raise click.UsageError("--as names a skill that is there: leave out --en and --related")
    folder = Config.from_environment().skills_dir
    try:
        if of is not None:
            skill = accept_alias(folder, name, of)
        else:
            skill = accept_skill(folder, name, english, related)
    except (OwnSkillsError, OSError) as error:
        raise click.ClickException(str(error)) from error
    if of is not None:
        _say(f"Added: {name}, another name of {skill.id} ({skill.ru}, {skill.en})")
    else:
        _say(f"Added: {skill.id} ({skill.ru}, {skill.en})")
        for label, others in (("more general", skill.parents), ("related", skill.related)):
            if others:
                _say(f"  {label}: {', '.join(others)}")
    _say(f"Kept in {folder / FILE_NAME}")
    click.echo("Restart the service, and the ranking knows it.")
