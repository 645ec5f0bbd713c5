"""Examples of edits as claims, and running them.

An example carries only the fields its edit reads (`{dos: 2021-10-01, dx: [M54.5]}`); the rest of the claim is correct.
A file of examples is one edit's `<name>.cases.yaml` or a table of many edits (a list under `edits`).
`fail` and `pass` hold one example, a list of them, or examples by name.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits.catalog import ALL_EDITS
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.example_claim import ExampleNotUnderstood
from cleanclaim.core.edits.example_fields import ALL_FIELDS, build
from cleanclaim.core.edits.finding import Finding
from cleanclaim.core.edits.runner import run_edits

Example = Mapping[str, Any]


class Outcome(Struct, frozen=True):
    """What became of one example; `problem` is empty when it did what it should."""

    edit: str
    name: str  # "fail/code_replaced_that_day"
    problem: str = ""
    findings: tuple[Finding, ...] = ()


def run_examples(path: Path, *, codesets: CodeSets) -> tuple[Outcome, ...]:
    """Every example of the file against its edit; unknown fields and edits are problems, not silence."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    rows = document["edits"] if isinstance(document, dict) and "edits" in document else document
    rows = [rows] if isinstance(rows, dict) else rows
    return tuple(outcome for row in rows for outcome in _row(row, codesets))


def examples_of(edit: Edit) -> Iterator[tuple[str, Example]]:
    """The edit's own examples by "fail/…" and "pass/…", each with what they all take for granted."""
    document = yaml.safe_load(cases_path(edit.subject, edit.name).read_text(encoding="utf-8"))
    for side in ("fail", "pass"):
        for name, example in _named(document["examples"].get(side)):
            yield f"{side}/{name}", {**(document.get("given") or {}), **example}


def _row(row: Mapping[str, Any], codesets: CodeSets) -> Iterator[Outcome]:
    code, examples = row["id"], row.get("examples") or {}
    known = {edit.code: edit for edit in ALL_EDITS}
    context = row.get("given") or (_own_context(code) if code in known else {})
    for side in ("fail", "pass"):
        for name, example in _named(examples.get(side)):
            label = f"{side}/{name}"
            if code not in known:
                yield Outcome(code, label, "there is no such edit yet")
                continue
            yield _try(code, label, {**context, **example}, codesets)


def _try(code: str, label: str, example: Example, codesets: CodeSets) -> Outcome:
    try:
        built = build(example, codesets)
    except ExampleNotUnderstood as reason:
        return Outcome(code, label, str(reason))
    found = run_edits(
        built.claim, codesets=built.codesets, as_of=built.as_of, payer=built.payer, known=built.known, select=[code]
    )
    expected = example.get("finding")
    problem = ""
    unchecked = next((finding for finding in found if finding.is_unchecked), None)
    if unchecked:
        problem = unchecked.message
    elif label.startswith("fail") and not found:
        problem = "found nothing"
    elif label.startswith("pass") and found:
        problem = f"found {found[0]}"
    elif expected and expected not in [f"{finding.where}: {finding.message}" for finding in found]:
        problem = f"expected {expected!r}, found {[str(finding) for finding in found]}"
    return Outcome(code, label, problem, found)


def _named(examples: Any) -> Iterator[tuple[str, Example]]:
    """One example, a list, or a mapping of names to examples; fields of a claim are one, whatever they hold."""
    if isinstance(examples, list):
        yield from ((str(number), example) for number, example in enumerate(examples, start=1))
    elif isinstance(examples, dict):
        fields = all(name in ALL_FIELDS for name in examples) or not all(map(_is_mapping, examples.values()))
        yield from [("1", examples)] if fields else examples.items()


def _is_mapping(value: Any) -> bool:
    return isinstance(value, dict)


def _own_context(code: str) -> Example:
    """The `given` of the edit's own cases: what its examples take for granted ("to Medicare")."""
    edit = next(edit for edit in ALL_EDITS if edit.code == code)
    document = yaml.safe_load(cases_path(edit.subject, edit.name).read_text(encoding="utf-8"))
    context: Example = document.get("given") or {}
    return context


def cases_path(subject: str, name: str) -> Path:
    """The file of cases beside an edit."""
    return Path(__file__).parent / subject / f"{name}.cases.yaml"
