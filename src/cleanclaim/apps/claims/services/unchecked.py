"""What the edits could not check, told in one short line: no claim is held for it, and nobody takes it for a pass."""

from collections.abc import Iterable, Iterator

from cleanclaim.core.edits import Finding, Severity
from cleanclaim.core.edits.known import unasked

UNCHECKED = "Unchecked"
COVERAGE = str(unasked("coverage"))
LONGEST = 300


def unchecked(found: Iterable[Finding]) -> Iterator[Finding]:
    """One finding: how much was not checked and who can mend it, then what it is."""
    missing = [finding.message.partition(": ")[2] for finding in found if finding.is_unchecked]
    if missing:
        yield Finding(UNCHECKED, Severity.INFO, "claim", ", ".join(_groups(missing)), fix=_listed(missing))


def _groups(missing: list[str]) -> Iterator[str]:
    tables = sum("not loaded" in each for each in missing)
    facts = len(missing) - tables - missing.count(COVERAGE)
    if COVERAGE in missing:
        yield "the coverage (the desk can ask the payer)"
    if tables:
        yield f"{_count(tables, 'table')} (a manager can load the code sets)"
    if facts:
        yield f"{_count(facts, 'fact')} that the practice has no record of"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _listed(missing: list[str]) -> str:
    """As many of them as there is room for, in one sentence."""
    listed = ""
    for number, each in enumerate(missing):
        words = f"{listed}; {each}" if listed else each
        more = f"; and {len(missing) - number - 1} more"
        if len(words) + len(more) + 1 > LONGEST:
            return f"{listed}; and {len(missing) - number} more."
        listed = words
    return f"{listed[:1].upper()}{listed[1:]}."
