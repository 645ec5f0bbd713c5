"""The claim edits: all of them, and trying files of examples."""

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from yaml import YAMLError

from cleanclaim.core.edits import ALL_EDITS, Edit
from cleanclaim.core.edits.examples import Outcome, run_examples
from cleanclaim.interfaces.cli.terminal import FINDINGS, Format, codesets, refuse

app = typer.Typer(no_args_is_help=True)


@app.callback()
def edits() -> None:
    """What is looked at before a claim leaves."""


@app.command("list", epilog="Example: cleanclaim edits list --format json")
def every(
    output: Annotated[Format, typer.Option("--format", help="For people or for programs")] = Format.text,
) -> None:
    """List every edit: its code, what it does to a claim, and what it finds."""
    if output is Format.json:
        typer.echo(msgspec.json.format(msgspec.json.encode([_row(edit) for edit in ALL_EDITS])).decode())
        return
    for edit in ALL_EDITS:
        typer.echo(f"{edit.code:9}{edit.severity.value:9}{edit.title}")


@app.command("try", epilog="Example: cleanclaim edits try our_examples.yaml")
def attempt(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Examples in YAML, one edit's or many")],
    output: Annotated[Format, typer.Option("--format", help="For people or for programs")] = Format.text,
) -> None:
    """Run examples: each carries only the fields its edit reads, the rest of its claim is correct.

    Those under `fail` must be found, those under `pass` must not. Exit status: 0 all did, 1 some did not, 2 unreadable.
    """
    tables = codesets()
    outcomes: list[Outcome] = []
    for file in files:
        try:
            outcomes += run_examples(file, codesets=tables)
        except OSError as problem:
            refuse(f"{problem.filename}: {problem.strerror}.")
        except (YAMLError, KeyError, TypeError, AttributeError) as problem:
            refuse(f"{file}: not examples of edits ({problem!r}). Write a list of rows with `id` and `examples`.")
    wrong = [outcome for outcome in outcomes if outcome.problem]
    if output is Format.json:
        typer.echo(msgspec.json.format(msgspec.json.encode(outcomes)).decode())
    else:
        for outcome in wrong:
            typer.echo(f"{outcome.edit} {outcome.name}: {outcome.problem}")
        typer.echo(f"{len(outcomes)} examples, {len(wrong)} did not do what they should")
    raise typer.Exit(FINDINGS if wrong else 0)


def _row(edit: Edit) -> dict[str, Any]:
    return {
        "id": edit.code,
        "title": edit.title,
        "subject": edit.subject,
        "severity": edit.severity.value,
        "claim_types": sorted(edit.kinds),
        "effective_from": edit.since,
        "item": edit.box,
        "element": edit.element,
        "fix": edit.fix,
        "prevents": edit.prevents,
        "source": edit.source,
    }
