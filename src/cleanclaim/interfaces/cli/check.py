"""Check X12 files as a linter checks source."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from cleanclaim.interfaces.cli.judging import Judged, Terms, judge_file
from cleanclaim.interfaces.cli.rules import unknown
from cleanclaim.interfaces.cli.sources import Given
from cleanclaim.interfaces.cli.terminal import FINDINGS, UNREADABLE, Format, codesets, given_files, refuse, steps

app = typer.Typer()


@app.command(epilog="Example: cleanclaim check inbox/ claims.x12 --select DX,LIN --format json")
def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="X12 files, folders of them, or - to read one")
    ],
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Judge as of this day; else today")
    ] = None,
    select: Annotated[str, typer.Option(help="Only these rules: codes or their beginnings, with commas")] = "",
    ignore: Annotated[str, typer.Option(help="Not these rules")] = "",
    output: Annotated[Format, typer.Option("--format", help="For people or for programs")] = Format.text,
) -> None:
    """Find what is wrong in X12 files: envelope, segments, the sums of an 835, and claims by every edit.

    Exit status: 0 nothing found, 1 findings, 2 something could not be read.
    """
    terms = Terms(
        codesets(), as_of.date() if as_of else datetime.now(UTC).astimezone().date(), _codes(select), _codes(ignore)
    )
    if wrong := unknown((*terms.select, *terms.ignore)):
        refuse(f"No rule begins with {', '.join(wrong)}. Codes look like DX002, ENV001, ERA003.")
    found = given_files(files)
    judged = []
    for given in steps(found.files, "Checking"):
        judged.append(_judged(given, terms))
        if output is Format.text:
            _tell(judged[-1])
    counts = _counts(judged, found.passed_over)
    typer.echo(_summary(counts) if output is Format.text else _as_json(judged, counts))
    raise typer.Exit(UNREADABLE if counts["unreadable"] else FINDINGS if counts["findings"] else 0)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in text.split(",") if code.strip())


def _judged(given: Given, terms: Terms) -> Judged:
    try:
        return judge_file(given, terms)
    except OSError as problem:
        return Judged(given.name, unreadable=f"{given.name}: {problem.strerror}")


def _tell(judged: Judged) -> None:
    for remark in judged.remarks:
        typer.echo(remark)
    if judged.unreadable:
        typer.echo(f"{judged.unreadable}. The rest of the file was not read.", err=True)


def _counts(judged: Sequence[Judged], passed_over: int) -> dict[str, int]:
    severities = Counter(remark.severity.value for each in judged for remark in each.remarks)
    return {
        "files": len(judged),
        "passed_over": passed_over,
        "transactions": sum(each.transactions.total() for each in judged),
        "claims": sum(each.claims for each in judged),
        "findings": severities.total(),
        "errors": severities["error"],
        "warnings": severities["warning"],
        "unreadable": sum(bool(each.unreadable) for each in judged),
    }


def _summary(counts: dict[str, int]) -> str:
    read = f"{counts['files']} files, {counts['transactions']} transactions, {counts['claims']} claims"
    found = f"{counts['findings']} findings ({counts['errors']} errors, {counts['warnings']} warnings)"
    unreadable = f", {counts['unreadable']} unreadable" if counts["unreadable"] else ""
    passed_over = f"; {counts['passed_over']} files that are not X12 passed over" if counts["passed_over"] else ""
    return f"{read}: {found}{unreadable}{passed_over}"


def _as_json(judged: Sequence[Judged], counts: dict[str, int]) -> str:
    document = {
        "findings": [remark for each in judged for remark in each.remarks],
        "unreadable": [{"file": each.file, "problem": each.unreadable} for each in judged if each.unreadable],
        "counts": counts,
    }
    return msgspec.json.format(msgspec.json.encode(document)).decode()
