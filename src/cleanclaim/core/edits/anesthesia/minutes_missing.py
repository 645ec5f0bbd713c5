"""Anesthesia without minutes.

**Why it matters**: anesthesia is paid by time; without minutes there is nothing to pay.
**Rejected**: ``00140`` with one unit (UN).
**Clean**: ``00140`` with 45 minutes (MJ).

Left out are 01953, 01996 and, where payers differ, the codes of labor 01967 to 01969. Start and stop have to be
written down where the record of the visit is at hand.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_anesthesia, quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_WITHOUT_TIME = frozenset({"01953", "01967", "01968", "01969", "01996"})

edit = Edit(
    "ANE001",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24G",
    element="2400 SV103, SV104",
    fix="Enter start and stop times.",
    prevents=(
        "277CA A6/251",
        "CARC 16 + M53",
    ),
    source="Pub 100-04 ch.12 §50; TR3 SV103",
    when=When(procedures=is_anesthesia),
)


@edit.check
def minutes_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if not is_anesthesia(line.procedure) or line.procedure in _WITHOUT_TIME:
            continue
        minutes = quantity(line.units)
        if line.unit != "MJ" or minutes is None or minutes <= 0:
            message = f"anesthesia {line.procedure} needs minutes (MJ), has {line.units or 'none'} {line.unit}"
            yield edit.finding(on_line(claim, index, "units"), message)
        elif given.known.visit and given.known.visit.has_times is False:
            message = f"start and stop of anesthesia {line.procedure} are not written down"
            yield edit.finding(on_line(claim, index, "units"), message)
