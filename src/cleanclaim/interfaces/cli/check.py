"""Check X12 files as a linter checks source."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from msgspec import Struct

from cleanclaim.core.edits.payer_rule import PayerRule
from cleanclaim.interfaces.cli.jobs import Jobs, each
from cleanclaim.interfaces.cli.judging import Judged, Terms, judge_file
from cleanclaim.interfaces.cli.rules import rules_given, unknown
from cleanclaim.interfaces.cli.sarif import as_sarif
from cleanclaim.interfaces.cli.sources import Given
from cleanclaim.interfaces.cli.terminal import (
    FINDINGS,
    UNREADABLE,
    codesets,
    given_files,
    levels_of,
    refuse,
)

app = typer.Typer()


class Output(StrEnum):
    """For people, for programs, for code hosts and editors."""

    text = "text"
    json = "json"
    sarif = "sarif"


class Least(StrEnum):
    """The least finding that makes the exit status 1."""

    error = "error"
    warning = "warning"
    info = "info"


FAILING = {Least.error: ("errors",), Least.warning: ("errors", "warnings"), Least.info: ("findings",)}


class Options(Struct, frozen=True):
    """What is asked for, without the code sets: every process opens those by itself."""

    as_of: date
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    levels: frozenset[int]
    written: tuple[PayerRule, ...] = ()


@app.command(epilog="Example: cleanclaim check inbox/ claims.x12 --select DX,LIN --format json")
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="X12 files, folders, patterns, gzip, or -")],
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Judge as of this day; else today")
    ] = None,
    select: Annotated[str, typer.Option(help="Only these rules: codes or their beginnings, with commas")] = "",
    ignore: Annotated[str, typer.Option(help="Not these rules")] = "",
    snip: Annotated[str, typer.Option(help="SNIP types judged beside the claim edits: 1 to 5, with commas")] = "1,2",
    rules: Annotated[list[Path] | None, typer.Option(help="A file of rules for a payer; may be given again")] = None,
    output: Annotated[Output, typer.Option("--format", help="For people, programs, code hosts")] = Output.text,
    fail_on: Annotated[Least, typer.Option(help="The least finding that makes the exit status 1")] = Least.warning,
    jobs: Jobs = 1,
) -> None:
    """Find what is wrong in X12 files: envelope, segments, the sums of an 835, and claims by every edit.

    Exit status: 0 no errors or warnings, 1 some (--fail-on says from what on), 2 something could not be read.
    """
    day = as_of.date() if as_of else datetime.now(UTC).astimezone().date()
    options = Options(day, _codes(select), _codes(ignore), levels_of(snip), rules_given(rules or (), tables))
    if wrong := unknown((*options.select, *options.ignore), options.written):
        refuse(f"No rule begins with {', '.join(wrong)}. Codes look like DX002, ENV001, ERA003.")
    found = given_files(files)
    tables()
    judged = []
    for one in each(partial(_judged, options=options), found.files, "Checking", jobs):
        judged.append(one)
        if output is Output.text:
            _tell(one)
    counts = _counts(judged, found.passed_over)
    typer.echo(_told(judged, counts, output))
    fails = any(counts[severity] for severity in FAILING[fail_on])
    raise typer.Exit(UNREADABLE if counts["unreadable"] else FINDINGS if fails else 0)


tables = cache(codesets)


def _told(judged: Sequence[Judged], counts: dict[str, int], output: Output) -> str:
    match output:
        case Output.json:
            return _as_json(judged, counts)
        case Output.sarif:
            return msgspec.json.format(msgspec.json.encode(as_sarif(judged))).decode()
    return _summary(counts)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in text.split(",") if code.strip())


def _judged(given: Given, options: Options) -> Judged:
    terms = Terms(tables(), options.as_of, options.select, options.ignore, options.levels, options.written)
    try:
        return judge_file(given, terms)
    except OSError as problem:
        return Judged(given.name, unreadable=f"{given.name}: {problem.strerror}")


def _tell(judged: Judged) -> None:
    for remark in judged.remarks:
        typer.echo(remark)
    if judged.unreadable:
        typer.echo(f"{judged.unreadable}. The rest of the file was not read.", err=True)
    for what, times in judged.unchecked.items():
        typer.echo(f"{judged.file}: {what}" + (f" ({times} claims)" if times > 1 else ""), err=True)


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
        "unchecked": [
            {"file": each.file, "message": what, "claims": times}
            for each in judged
            for what, times in each.unchecked.items()
        ],
        "unreadable": [{"file": each.file, "problem": each.unreadable} for each in judged if each.unreadable],
        "counts": counts,
    }
    return msgspec.json.format(msgspec.json.encode(document)).decode()
