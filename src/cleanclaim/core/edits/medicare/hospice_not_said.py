"""Hospice patient without GV or GW.

**Why it matters**: from the day of the election Medicare pays the hospice, and others only when they say why they are
paid apart.
**Rejected**: a visit after the election with neither.
**Clean**: GV by the attending, for the illness; GW for anything else.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_SAID = frozenset({"GV", "GW"})

edit = Edit(
    "MCR001",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="GV attending and related; GW unrelated.",
    prevents=("CARC B9",),
    source="Pub 100-04 ch.11 §40-50",
    when=When(filing=frozenset({"MB"}), facts=("coverage.hospice_from",)),
    needs="coverage",
)


@edit.check
def hospice_not_said(claim: Claim, given: Given) -> Iterator[Finding]:
    since = given.coverage.hospice_from
    if since is None:
        return
    for index, line in enumerate(claim.lines):
        if line.service_from and line.service_from >= since and not _SAID & set(line.modifiers):
            message = f"the patient chose hospice from {since}, and {line.procedure} has no GV or GW"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
