"""Commands before anything is served: init, account.

They import no pages, and so are there twice as fast as the server.
"""

import click
from marshmallow import ValidationError

from recruit.accounts import services as accounts
from recruit.accounts.schemas import PersonSchema
from recruit.clock import now
from recruit.config import Config
from recruit.errors import Invalid
from recruit.installation import current, opened, prepare
from recruit.models import Role

# Their values, not the members: an option is written in small letters.
STAFF = (Role.ADMIN.value, Role.RECRUITER.value)


@click.command()
def init() -> None:
    """Migrate the database; load role profiles and the survey. Safe to run again."""
    config = Config.from_environment()
    with opened(config) as database:
        prepare(database)
    click.echo("The database is ready.")


@click.command()
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option("--role", type=click.Choice(STAFF), default=STAFF[-1], show_default=True)
@click.password_option()
def account(email: str, name: str, role: str, password: str) -> None:
    """Create an administrator or a recruiter. Asks for the password."""
    config = Config.from_environment()
    try:
        person = PersonSchema().load({"email": email, "name": name, "password": password})
    except ValidationError as error:
        faults = error.normalized_messages().items()
        raise click.UsageError(
            "\n".join(f"--{option}: {sentence}" for option, (sentence, *_) in faults)
        ) from error
    with current(config) as database, database.unit(writes=True) as session:
        try:
            accounts.create_account(
                session,
                **person,
                role=Role(role),
                language=config.default_language,
                now=now(),
                memory=config.password_memory,
            )
        except Invalid as error:
            raise click.ClickException("there is an account with this address") from error
    click.echo(f"{person['email']} can sign in.")
