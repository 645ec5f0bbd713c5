"""Add-on code without its primary.

**Why it matters**: an add-on is the rest of a service; without the service it is not paid.
**Rejected**: ``90472`` alone.
**Clean**: ``90472`` with ``90471`` of the same day.

The primary may stand on an earlier claim of the patient, where that is known; for critical care of the day before
too. Where the list leaves the primaries to the payer, nothing is found.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "LIN010",
    severity=Severity.ERROR,
    box="24D",
    element="2400 SV101",
    fix="Add the primary code from the list or remove the add-on.",
    prevents=(
        "CARC 107 + N122",
        "CARC B15",
    ),
    source="NCCI add-on code edits; NCCI Policy Manual ch.1",
    when=When(procedure_on=lambda codesets, code, on: codesets.primaries(code, on=on)),
)


@edit.check
def add_on_alone(claim: Claim, given: Given) -> Iterator[Finding]:
    unknown: CodeSetMissing | None = None
    for index, line in enumerate(claim.lines):
        if not line.procedure or line.service_from is None:
            continue
        try:
            primaries = given.codesets.primaries(line.procedure, on=line.service_from)
        except CodeSetMissing as missing:
            unknown = missing
            continue
        if primaries and not _stands_by(claim, given, line, primaries):
            message = f"add-on {line.procedure} has no primary service on {line.service_from}"
            yield edit.finding(on_line(claim, index, "procedure"), message)
    if unknown:
        raise unknown


def _stands_by(claim: Claim, given: Given, line: ServiceLine, primaries: frozenset[str]) -> bool:
    """Whether a primary is on this claim or an earlier one, on the day (critical care: or the day before)."""
    on = line.service_from
    assert on is not None, "only lines with a day are asked for"
    before = 1 if line.procedure == "99292" else 0
    if any(each.procedure in primaries and each.service_from == on for each in claim.lines):
        return True
    past = given.known.history or ()
    return any(each.procedure in primaries and 0 <= (on - each.service_from).days <= before for each in past)
