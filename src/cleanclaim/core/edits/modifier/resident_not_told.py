"""Teaching physician GC or GE missing.

**Why it matters**: Medicare pays the teaching physician for what a resident did only when GC or GE tells it.
**Rejected**: a visit with a resident, without either.
**Clean**: GC; GE in the primary care exception, for visits of low levels.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_visit
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_TOLD = frozenset({"GC", "GE"})
_EXCEPTION = frozenset({"99202", "99203", "99211", "99212", "99213", "G0402", "G0438", "G0439"})

edit = Edit(
    "MOD033",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Add GC with teaching statement; GE only in the primary care exception.",
    prevents=("audit",),
    source="42 CFR 415.172-174; Pub 100-04 ch.12 §100",
    when=When(modifiers=frozenset({"GE"})) | When(facts=("visit.has_resident",), procedures=is_visit),
)


@edit.check
def resident_not_told(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if "GE" in line.modifiers and line.procedure not in _EXCEPTION:
            place = on_line(claim, index, "modifiers")
            yield edit.finding(place, f"GE does not go on {line.procedure}: the exception is for visits of low levels")
        elif (
            _TOLD.isdisjoint(line.modifiers)
            and is_visit(line.procedure)
            and given.visit_with("has_resident").has_resident
        ):
            place = on_line(claim, index, "modifiers")
            yield edit.finding(place, f"a resident took part in {line.procedure}; GC or GE is missing")
