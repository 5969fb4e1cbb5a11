"""`recruit import`: bring in many people at once, as files or as a table."""

import click

from recruit.lazy_commands import LazyGroup

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


@click.group("import", cls=LazyGroup, table=COMMANDS)
def import_group() -> None:
    """Bring in résumés as files, or candidates as a table."""
