"""Clinician not credentialed with the payer on the date.

**Why it matters**: a service before the payer let the clinician in is denied, and may not be billed under someone
else.
**Rejected**: a service on 2026-03-10 by a clinician effective from 2026-04-01.
**Clean**: effective from 2026-02-01.
"""

from collections.abc import Iterator, Sequence

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.known import Enrollment
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "PRV020",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24J",
    element="2310B, 2420A",
    fix="Hold until effective; where allowed bill locum (Q6) or supervision rules, never another clinician name.",
    prevents=(
        "CARC B7",
        "CARC 185",
        "CARC 16 + N290",
    ),
    source="payer credentialing",
    needs="enrollments",
)


@edit.check
def rendering_not_effective(claim: Claim, given: Given) -> Iterator[Finding]:
    enrolled, told = given.enrollments, set[str]()
    for index, line in enumerate(claim.lines):
        party, on = line.rendering or claim.rendering, line.service_from
        if party is None or not party.npi or on is None or party.npi in told:
            continue
        own = enrolled.get(party.npi, ())
        if not any(row.in_force(on) for row in own):
            told.add(party.npi)
            payer = claim.payer.name or "the payer"
            message = f"{party.name or party.npi} is not effective with {payer} on {on} ({_words(own)})"
            yield edit.finding(on_line(claim, index, "rendering"), message)


def _words(enrollments: Sequence[Enrollment]) -> str:
    """The days that the payer named."""
    days = (f"from {row.first}" if row.first else f"to {row.last}" for row in enrollments)
    return ", ".join(days) or "not enrolled"
