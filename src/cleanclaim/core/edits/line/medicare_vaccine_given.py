"""Medicare flu/pneumonia/hepatitis B administration billed with the CPT code.

**Why it matters**: Medicare pays flu, pneumonia and hepatitis B shots in full, but only under its own code for giving
them.
**Rejected**: ``90656`` with ``90471`` to Medicare.
**Clean**: ``90656`` with ``G0008``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import lines_from, on_line

_FLU = frozenset(
    {
        "90630",
        "90653",
        "90656",
        "90657",
        "90658",
        "90660",
        "90661",
        "90662",
        "90672",
        "90673",
        "90674",
        "90682",
        "90685",
        "90686",
        "90687",
        "90688",
        "90689",
        "90694",
        "90756",
    }
)
_RIGHT = {
    "G0008": _FLU,
    "G0009": frozenset(
        {
            "90670",
            "90671",
            "90677",
            "90684",
            "90732",
        }
    ),
    "G0010": frozenset(
        {
            "90739",
            "90740",
            "90743",
            "90744",
            "90746",
            "90747",
            "90759",
        }
    ),
}

edit = Edit(
    "LIN013",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Replace 90471.",
    prevents=(
        "CARC 16 + M20",
        "CARC 97",
    ),
    source="Pub 100-04 ch.18 §10.2",
    when=When(filing=MEDICARE, procedures=frozenset({"90471", "90473"})),
)


@edit.check
def medicare_vaccine_given(claim: Claim, given: Given) -> Iterator[Finding]:
    codes = {line.procedure for line in claim.lines}
    for right, vaccines in _RIGHT.items():
        if not codes & vaccines or right in codes:
            continue
        for index, line in lines_from(claim, "90471", "90473"):
            yield edit.finding(on_line(claim, index, "procedure"), f"Medicare needs {right} here, not {line.procedure}")
