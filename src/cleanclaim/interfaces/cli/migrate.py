"""Bring the database to the shape this version needs."""

import io

import typer
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from rich.console import Console
from rich.progress import Progress, TaskID

app = typer.Typer()


class _Applied(io.StringIO):
    """Django's report of a migration, as steps of a progress bar."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        super().__init__()
        self._progress, self._task = progress, task

    def write(self, text: str) -> int:
        self._progress.advance(self._task, text.count(" OK"))
        return super().write(text)


@app.command()
def migrate() -> None:
    """Bring the database to the shape this version needs: cleanclaim migrate."""
    typer.echo(f"{database_ready()} migrations applied")


def database_ready() -> int:
    """Apply the missing migrations and tell how many they were; an SQLite database not yet there is made."""
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        with Progress(console=Console(stderr=True), transient=True) as progress:
            report = _Applied(progress, progress.add_task("Preparing the database", total=missing))
            call_command("migrate", interactive=False, no_color=True, stdout=report)
    return missing
