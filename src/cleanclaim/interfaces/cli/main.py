"""The command line.  A command is a module of this folder with a typer `app`, and one line here."""

import os
from importlib import import_module

import typer
from typer.core import TyperGroup

CORE = {  # work with nothing but the core: no Django, no database
    "read": "cleanclaim.interfaces.cli.read",
    "check": "cleanclaim.interfaces.cli.check",
    "era": "cleanclaim.interfaces.cli.era",
    "edits": "cleanclaim.interfaces.cli.edits",
    "codes": "cleanclaim.interfaces.cli.codes",
    "ack": "cleanclaim.interfaces.cli.ack",
    "write": "cleanclaim.interfaces.cli.write",
    "stats": "cleanclaim.interfaces.cli.stats",
    "split": "cleanclaim.interfaces.cli.split",
    "merge": "cleanclaim.interfaces.cli.merge",
    "diff": "cleanclaim.interfaces.cli.diff",
    "redact": "cleanclaim.interfaces.cli.redact",
    "explain": "cleanclaim.interfaces.cli.explain",
    "ledger": "cleanclaim.interfaces.cli.ledger",
}
SERVER = {  # need the application: pip install "cleanclaim[server]"
    "serve": "cleanclaim.interfaces.cli.serve",
    "demo": "cleanclaim.interfaces.cli.demo",
    "import": "cleanclaim.interfaces.cli.imports",
    "exchange": "cleanclaim.interfaces.cli.exchange",
    "audit": "cleanclaim.interfaces.cli.audit",
    "worker": "cleanclaim.interfaces.cli.worker",
    "timer": "cleanclaim.interfaces.cli.timer",
    "simulator": "cleanclaim.interfaces.cli.simulator",
    "migrate": "cleanclaim.interfaces.cli.migrate",
    "manage": "cleanclaim.interfaces.cli.manage",
}


class Commands(TyperGroup):
    """Loads a command when it is asked for, and Django only for one that needs it."""

    def list_commands(self, ctx: typer.Context) -> list[str]:
        """The names, in the order a new user meets them."""
        return [*CORE, *SERVER]

    def get_command(self, ctx: typer.Context, cmd_name: str):
        """The command of that name, None when there is none."""
        try:
            if cmd_name in SERVER:
                os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanclaim.config.settings")
                import_module("django").setup()
        except ModuleNotFoundError as missing:
            if (missing.name or "").startswith("cleanclaim"):
                raise
            return without_server(cmd_name, missing)
        place = {**CORE, **SERVER}.get(cmd_name)
        if place is None:
            return None
        command = typer.main.get_command(import_module(place).app)
        command.name = cmd_name
        return command


def without_server(name: str, missing: ModuleNotFoundError):
    """A stand-in that says what to install."""
    stand_in = typer.Typer()

    whatever_follows = {"allow_extra_args": True, "ignore_unknown_options": True}

    @stand_in.command(
        name, help=r'Needs the application: pip install "cleanclaim\[server]"', context_settings=whatever_follows
    )
    def explain() -> None:
        typer.echo(f'{name} needs the application ({missing}): pip install "cleanclaim[server]"', err=True)
        raise typer.Exit(2)

    return typer.main.get_command(stand_in)


app = typer.Typer(cls=Commands, no_args_is_help=True)


@app.callback()
def cleanclaim() -> None:
    """The revenue cycle of a medical practice: from the visit to a clean claim, a payment and a zero balance."""
