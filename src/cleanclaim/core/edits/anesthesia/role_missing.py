"""Anesthesia role modifier missing or combined wrongly.

**Why it matters**: who gave and who directed decides who is paid how much; without it nobody is.
**Rejected**: ``00140`` without a role; with AA and QK; with GC alone.
**Clean**: ``00140-AA``; ``00140-QK`` and ``00140-QX`` of physician and nurse; GC beside AA, QK or QY.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_anesthesia
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_ROLES = frozenset({"AA", "AD", "QK", "QY", "QX", "QZ"})
_WITH_RESIDENT = frozenset({"AA", "QK", "QY"})

edit = Edit(
    "ANE002",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="AA, AD, QK, QY, QX or QZ from the staffing log; add GC for a resident.",
    prevents=(
        "CARC 4",
        "CARC 16 + N519",
    ),
    source="Pub 100-04 ch.12 §50.K",
    when=When(procedures=is_anesthesia),
)


@edit.check
def role_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if not is_anesthesia(line.procedure):
            continue
        roles, place = _ROLES.intersection(line.modifiers), on_line(claim, index, "modifiers")
        if not roles:
            yield edit.finding(place, f"who gave or directed {line.procedure} is missing")
        elif len(roles) > 1:
            yield edit.finding(place, f"{' and '.join(sorted(roles))} contradict each other")
        elif "GC" in line.modifiers and roles.isdisjoint(_WITH_RESIDENT):
            yield edit.finding(place, f"GC does not go with {min(roles)}")
