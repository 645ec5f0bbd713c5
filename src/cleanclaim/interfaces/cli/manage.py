"""Django's own commands."""

import typer
from django.core.management import execute_from_command_line

app = typer.Typer()


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})
def manage(context: typer.Context) -> None:
    """Run one of Django's own commands: cleanclaim manage shell."""
    execute_from_command_line(["cleanclaim manage", *context.args])
