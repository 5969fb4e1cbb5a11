"""`recruit import`: bring in many people at once, as files or as a table."""

import importlib

import click

COMMANDS = {
    "resumes": (
        "recruit.imports.resumes_command:resumes",
        "Bring in résumés: a folder, a ZIP, a mailbox, a letter or a file.",
    ),
    "candidates": (
        "recruit.imports.table_command:candidates",
        "Bring in candidates from a table: CSV, XLSX, JSON Lines or JSON Resume.",
    ),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import one command."""
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group("import", cls=LazyGroup)
def import_group() -> None:
    """Bring in résumés as files, or candidates as a table."""
