"""What every claim edit finds on the claims of others, each judged as of the day on which its file was made.

`python -m tests.builders.corpus_edits` writes docs/edits-corpus.md anew (SHARED_DIR names the folder with `corpus`).
"""

import csv
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import yaml

from cleanclaim.core.claim import Batch, Claim, read_batches
from cleanclaim.core.codesets import CodeSets, open_codesets
from cleanclaim.core.edits import ALL_EDITS, Finding, run_edits
from cleanclaim.core.edits.given import PayerRules
from cleanclaim.core.x12.errors import X12Error

PROJECT = Path(__file__).parents[2]
PAGE = PROJECT / "docs" / "edits-corpus.md"
REVIEW = PROJECT / "tests" / "core" / "edits" / "corpus_review.yaml"

_HEAD = """# Claim edits over the files of others

{claims:,} claims of {files} 837P and 837I files from the tests and examples of other projects, judged by every edit
as of the day on which the file says it was made (BHT04), with the code sets that CleanClaim ships and nothing known
besides the claim. `python -m tests.builders.corpus_edits` writes this page; a test keeps it equal to what the edits
find.

## Claims whose source calls them valid

{valid} of the claims stand in files that their source calls valid, which most sources mean of the syntax: the names,
numbers and codes in them are made up. Every edit that finds something on them, and what in the file makes it right:

| edit | claims | what the file holds |
|---|---|---|
"""
_MENDED = """
What the review found to be false, and what became of it:

| edit | the false alarm | now |
|---|---|---|
"""
_COUNTS = """
## Claims found by each edit

Without what could not be checked for want of a table. The three columns after the sum say what the source calls the
file.

| edit | what it finds | claims | valid | unknown | invalid |
|---|---|---|---|---|---|
"""


class Judged(NamedTuple):
    """A claim of others, what its source says of the file (valid, invalid, unknown), and what was found."""

    file: str
    expected: str
    findings: Sequence[Finding]

    @property
    def codes(self) -> set[str]:
        """The edits that found something wrong."""
        return {one.edit for one in self.findings if not one.is_unchecked and "not checked" not in one.message}


def judged_claims(corpus: Path, codesets: CodeSets) -> Iterator[Judged]:
    """Every professional and institutional claim that can be read, in the order of the files."""
    with (corpus / "MANIFEST.csv").open(encoding="utf-8", newline="") as table:
        files = {row["path"]: row["expected"] for row in csv.DictReader(table) if row["path"].startswith("837")}
    for file, expected in sorted(files.items()):
        for claim, made_on in _claims(corpus / file):
            payer = PayerRules(filing_code=claim.filing_code)
            yield Judged(file, expected, run_edits(claim, codesets=codesets, as_of=made_on, payer=payer))


def _claims(file: Path) -> Iterator[tuple[Claim, date]]:
    made_on = date.max
    try:
        for one in read_batches(file.read_bytes()):
            if isinstance(one, Batch):
                made_on = one.created_on or date.max
            elif isinstance(one, Claim):
                yield one, made_on
    except X12Error:
        return  # what is before the fault counts


def review() -> Mapping[str, Any]:
    """The reasons by edit (`right`), and what was found to be false (`mended`)."""
    document: dict[str, Any] = yaml.safe_load(REVIEW.read_text(encoding="utf-8"))
    return document


def page(judged: Sequence[Judged]) -> str:
    """The whole page; an edit without a reason stands there with an empty cell."""
    counts = {name: Counter(code for one in judged if one.expected == name for code in one.codes) for name in _NAMES}
    said = review()
    head = _HEAD.format(
        claims=len(judged),
        files=len({one.file for one in judged}),
        valid=sum(one.expected == "valid" for one in judged),
    )
    reasons = [f"| {_link(code)} | {times} | {said['right'].get(code, '')} |" for code, times in _valid(counts)]
    mended = [f"| {_link(code)} | {row['was']} | {row['now']} |" for code, row in said["mended"].items()]
    return "\n".join([head.rstrip(), *reasons, _MENDED.rstrip(), *mended, _COUNTS.rstrip(), *_rows(counts), ""])


_NAMES = ("valid", "unknown", "invalid")


def _valid(counts: Mapping[str, Counter[str]]) -> list[tuple[str, int]]:
    return sorted(counts["valid"].items())


def _rows(counts: Mapping[str, Counter[str]]) -> Iterator[str]:
    for edit in ALL_EDITS:
        each = [counts[name][edit.code] for name in _NAMES]
        cells = " | ".join(f"{number:,}" for number in (sum(each), *each))
        yield f"| {_link(edit.code)} | {edit.title} | {cells} |"


def _link(code: str) -> str:
    return f"[{code}](edits/{code}.md)"


def main() -> None:
    """Write the page."""
    shared = Path(os.environ.get("SHARED_DIR", PROJECT.parent / "shared"))
    with TemporaryDirectory() as folder:
        judged = list(judged_claims(shared / "corpus", open_codesets(Path(folder))))
    PAGE.write_text(page(judged), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name} written\n")


if __name__ == "__main__":
    main()
