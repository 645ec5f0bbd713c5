"""Try the rules of the ledger on worked cases."""

from pathlib import Path
from typing import Annotated

import typer
import yaml
from msgspec import ValidationError

from cleanclaim.core.ledger.replay import Result, play, read_cases
from cleanclaim.core.ledger.replay.cases import Case
from cleanclaim.interfaces.cli.terminal import FINDINGS, refuse

app = typer.Typer(no_args_is_help=True)


@app.callback()
def ledger() -> None:
    """Try the rules of the ledger on worked cases."""


@app.command(epilog="Example: cleanclaim ledger replay journal_examples.yaml --failing")
def replay(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Worked cases as YAML, or - for standard input")],
    failing: Annotated[bool, typer.Option("--failing", help="Tell only the cases that differ")] = False,
) -> None:
    """Play worked cases through the ledger; tell for each where journal, balances or work differ from what is written.

    Exit status: 0 every case holds, 1 a case differs, 2 the file is none of cases.
    """
    results = [play(case) for case in _cases(file)]
    differing = [result for result in results if result.differences]
    for result in differing if failing else results:
        _tell(result)
    typer.echo(f"{len(results)} cases: {len(results) - len(differing)} hold, {len(differing)} differ")
    raise typer.Exit(FINDINGS if differing else 0)


def _tell(result: Result) -> None:
    verdict = "differs" if result.differences else "holds"
    typer.echo(f"{result.case.id} {verdict}: {result.case.title}")
    for difference in result.differences:
        typer.echo(f"  {difference}")


def _cases(file: Path) -> tuple[Case, ...]:
    """The cases of the file; refuses what holds none, and says at which place."""
    try:
        text = typer.get_text_stream("stdin").read() if str(file) == "-" else file.read_text(encoding="utf-8")
        cases = read_cases(text)
    except OSError as problem:
        refuse(f"{file}: {problem.strerror}.")
    except (UnicodeDecodeError, yaml.YAMLError, ValidationError) as problem:
        refuse(f"{file}: holds no worked cases that can be played. {' '.join(str(problem).split())}")
    return cases or refuse(f"{file}: its list of cases is empty.")
