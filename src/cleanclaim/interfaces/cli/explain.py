"""What a code means, in our own words, and what to do about it."""

import re
from collections.abc import Iterator
from typing import Annotated

import typer

from cleanclaim.core.benefits import AAA_CODES
from cleanclaim.core.codesets import CodeSet, CodeSets
from cleanclaim.core.codesets.answers import status_words, worded
from cleanclaim.core.codesets.playbook import Advice, advice, rejection_advice
from cleanclaim.core.edits import ALL_EDITS
from cleanclaim.interfaces.cli.rules import RULES
from cleanclaim.interfaces.cli.terminal import FINDINGS, codesets

app = typer.Typer()
_ADJUSTMENT = re.compile(r"(CO|PR|OA|PI|CR)[- ]?([A-Z]?\d+)")
_ANSWER = re.compile(r"(EB|AAA|HCR|III)[:-](\w+)")
_STATUS = re.compile(r"([A-Z]\d):(\d+)(?::(\w+))?")


@app.command(epilog="Example: cleanclaim explain CO-97; also A7:562, EB:30, AAA:72, HCR:A1, DX002, M54.50, 99214, N130")
def explain(
    code: Annotated[
        str,
        typer.Argument(help="Code of a remittance, an answer, an edit, a diagnosis, a procedure"),
    ],
) -> None:
    """Say what a code means and what to do about it.

    Exit status: 0 known, 1 unknown.
    """
    lines = list(told(code.strip().upper(), codesets()))
    for line in lines:
        typer.echo(line)
    if not lines:
        typer.echo(f"{code} is in none of our tables. Write it as CO-97, A7:562, EB:30, N130.", err=True)
        raise typer.Exit(FINDINGS)


def told(code: str, tables: CodeSets) -> Iterator[str]:
    """Everything the code may be: the same letters can be a remark and the heading of a diagnosis."""
    yield from _rule(code)
    if adjustment := _ADJUSTMENT.fullmatch(code):
        group, reason = adjustment.groups()
        if words := tables.carc.words(reason):
            yield f"{group}-{reason}: {words}"
            yield from _advised(advice(group, reason))
    if status := _STATUS.fullmatch(code):
        yield from _status(*status.groups(default=""), tables)
    if answer := _ANSWER.fullmatch(code):
        yield from _answered(*answer.groups(), tables)
    if words := tables.icd10cm.words(code):
        yield f"{code} diagnosis: {words}" + ("" if tables.icd10cm.was_billable(code) else " (a heading, not billable)")
    for name, table in _plain_tables(tables):
        if words := table.words(code):
            yield f"{code} {name}: {words}"


def _plain_tables(tables: CodeSets) -> Iterator[tuple[str, CodeSet]]:
    yield "adjustment reason", tables.carc
    yield "remark", tables.rarc
    yield "procedure", tables.procedures
    yield "modifier", tables.modifiers
    yield "place of service", tables.place_of_service
    yield "taxonomy", tables.taxonomy


def _rule(code: str) -> Iterator[str]:
    for edit in ALL_EDITS:
        if edit.code == code:
            yield f"{edit.code} {edit.severity.value}: {edit.doc.strip()}"
            yield f"Fix: {edit.fix}"
            yield f"Prevents: {'; '.join(edit.prevents)}"
            yield f"Source: {edit.source}"
    for rule in RULES:
        if rule.code == code:
            yield f"{rule.code} {rule.severity.value}: {rule.title}"
            yield rule.why
            yield f"Fix: {rule.fix}"


def _answered(segment: str, code: str, tables: CodeSets) -> Iterator[str]:
    """A code of a 271 or 278."""
    for one in worded(segment, code):
        yield f"{one.element} {code} {one.what}: {one.words}"
    if segment == "AAA" and (refusal := AAA_CODES.get(code)):
        again = "; the same question may be sent again" if refusal.again else ""
        yield f"AAA03 {code} why there is no answer: {refusal.words}"
        yield f"Who mends it: {refusal.mended_by.replace('_', ' ')}{again}"
    if segment == "III" and (words := tables.place_of_service.words(code)):
        yield f"III02 {code} place of service: {words}"


def _status(category: str, status: str, entity: str, tables: CodeSets) -> Iterator[str]:
    categories, statuses = tables.claim_status_category, tables.claim_status
    if not categories.words(category) and not statuses.words(status):
        return
    yield status_words(category, status, entity, categories=categories, statuses=statuses)
    if statuses.words(status):
        yield from _advised(rejection_advice(category, status, entity))


def _advised(found: Advice) -> Iterator[str]:
    yield found.wording
    yield f"What to do: {found.default_action.replace('_', ' ')}"
    for number, step in enumerate(found.steps, start=1):
        yield f"  {number}. {step}"
    if found.deadline_hint:
        yield f"Deadline: {found.deadline_hint}"
    if found.prevented_by:
        yield f"Prevented by: {', '.join(found.prevented_by)}"
