"""24 without an unrelated diagnosis.

**Why it matters**: 24 says that a visit after surgery had another reason; the surgery's own diagnosis says the
contrary.
**Rejected**: ``99213-24`` for ``M17.11`` after a knee replacement for ``M17.11``.
**Clean**: ``99213-24`` for ``J01.90``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import pointed_codes
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.history.global_periods import global_days
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "MOD008",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24D, 24E",
    element="2400 SV101-3, SV107",
    fix="Check diagnosis or do not bill.",
    prevents=("CARC 97 + M144",),
    source="Pub 100-04 ch.12 §40.2",
    when=When(modifiers=frozenset({"24"})),
    needs="history",
)


@edit.check
def unrelated_visit_same_reason(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if "24" not in line.modifiers or line.service_from is None:
            continue
        codes = set(pointed_codes(claim, line))
        for past in given.history:
            days = (line.service_from - past.service_from).days
            is_within = global_days(past) > 0 and 0 <= days <= global_days(past)
            if is_within and codes and codes <= set(past.diagnoses):
                message = f"24 needs a diagnosis unrelated to {past.procedure} of {past.service_from}"
                yield edit.finding(on_line(claim, index, "pointers"), message)
                break
