"""The files of others, judged and answered: one row a file, with counts only.

`python -m tests.builders.corpus_results` writes the table anew (SHARED_DIR names the folder that holds `corpus`).
"""

import csv
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.builders.claim_values import ENVELOPE

from cleanclaim.core.acknowledgment import acknowledge, write_999_interchange
from cleanclaim.core.codesets import CodeSets, open_codesets
from cleanclaim.core.x12 import check, read_transactions
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.guide import guide_of
from cleanclaim.core.x12.judging import LEVELS

TABLE = Path(__file__).parents[1] / "core" / "x12" / "corpus_results.csv"
COLUMNS = ("file", "transactions", "without_guide", *(f"level_{level}" for level in sorted(LEVELS)), "answer")
_NOT_INTERCHANGES = "expected"
_PROJECT = Path(__file__).parents[2]


def results(corpus: Path, codesets: CodeSets) -> Iterator[dict[str, str]]:
    """A row for each file, in the order of their names."""
    for file in sorted(corpus.glob("*/*")):
        if file.parent.name != _NOT_INTERCHANGES:
            counts = _counts(file, codesets)
            row = {column: str(counts[column]) for column in COLUMNS[1:-1]}
            yield {"file": f"{file.parent.name}/{file.name}", **row, "answer": _answer(file)}


def _counts(file: Path, codesets: CodeSets) -> Counter[str]:
    counts: Counter[str] = Counter()
    try:
        for transaction in read_transactions(file):
            counts["transactions"] += 1
            counts["without_guide"] += guide_of(transaction) is None
        for problem in check(file, levels=LEVELS, codesets=codesets):
            counts[f"level_{problem.level}"] += not problem.is_unchecked
    except X12Error:
        counts["level_1"] += 1
    return counts


def _answer(file: Path) -> str:
    """The verdicts of the 999 on its groups; "refused" for a file that cannot be read.

    What AK1 and AK2 repeat of a bad envelope is as bad in the 999; any fault of ours is told.
    """
    try:
        answers = acknowledge(read_transactions(file))
    except X12Error:
        return "refused"
    if not answers:
        return ""
    problems = check(write_999_interchange(answers, ENVELOPE))
    faults = [str(problem) for problem in problems if problem.name not in {"AK1", "AK2"}]
    return "".join(answer.code for answer in answers) if not faults else f"999 at fault: {faults[0]}"


def main() -> None:
    """Write the table."""
    shared = Path(os.environ.get("SHARED_DIR", _PROJECT.parent / "shared"))
    codesets = open_codesets(Path(os.environ.get("DATA_DIR", _PROJECT / "var")) / "codesets")
    with TABLE.open("w", encoding="utf-8", newline="") as rows:
        writer = csv.DictWriter(rows, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(results(shared / "corpus", codesets))
    sys.stdout.write(f"{TABLE.name} written\n")


if __name__ == "__main__":
    main()
