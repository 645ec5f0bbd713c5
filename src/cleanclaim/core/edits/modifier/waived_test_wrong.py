"""QW missing or not allowed.

**Why it matters**: a laboratory with a certificate of waiver may do waived tests only, and QW says that this is one.
**Rejected**: ``87880`` without QW; ``81002`` with it.
**Clean**: ``87880-QW`` and ``81002``.

Also for laboratories with a certificate for microscopy (PPM), whose kits are waived tests too. The nine tests that
were waived first never carry QW.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_WITHOUT = frozenset({"81002", "81025", "82270", "82272", "82962", "83026", "84830", "85013", "85651"})
_CERTIFICATES = frozenset({"waiver", "ppm"})

edit = Edit(
    "MOD026",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Add QW for listed tests; leave out for the nine tests waived without QW.",
    prevents=(
        "CARC B7",
        "CARC 4",
        "CARC 16 + MA120",
    ),
    source="Pub 100-04 ch.16 §70.8; quarterly waived list",
    when=When(procedures=lambda code: code.startswith("8")),
)


@edit.check
def waived_test_wrong(claim: Claim, given: Given) -> Iterator[Finding]:
    tables = given.codesets
    for index, line in enumerate(claim.lines):
        code = line.procedure
        if not code.startswith("8"):
            continue
        place, on = on_line(claim, index, "modifiers"), line.service_from or given.as_of
        if code in _WITHOUT:
            if "QW" in line.modifiers:
                yield edit.finding(place, f"{code} is waived without QW")
        elif "QW" not in line.modifiers and tables.is_waived(code, on=on) and _is_waived(given):
            yield edit.finding(place, f"{code} at a laboratory with a waiver needs QW")


def _is_waived(given: Given) -> bool:
    certificates = given.certificates
    return bool(certificates) and all(each.type in _CERTIFICATES for each in certificates)
