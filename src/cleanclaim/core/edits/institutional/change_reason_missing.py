"""Medicare adjustment without change reason.

**Why it matters**: Medicare adjusts by the reason and by its own number of the first claim; without either the bill
comes back.
**Rejected**: ``0137`` without a reason or without the number; ``0138`` with ``D1``.
**Clean**: ``0137`` with ``D1`` and the number; ``0138`` with ``D5``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given, is_medicare
from cleanclaim.core.edits.institutional.bills import whole_of
from cleanclaim.core.edits.where import on_claim

_CANCELS = frozenset({"D5", "D6"})
_REASONS = _CANCELS | {"D0", "D1", "D2", "D3", "D4", "D7", "D8", "D9", "E0"}

edit = Edit(
    "UB014",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="18-28, 64",
    element="2300 HI BG, REF*F8",
    fix="Choose the reason; D9 only with remarks.",
    prevents=(
        "RTP",
        "277CA A6/460",
    ),
    source="Pub 100-04 ch.1 §130",
)


@edit.check
def change_reason_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.frequency not in ("7", "8") or not is_medicare(claim):
        return
    reasons, bill = _REASONS & set(whole_of(claim).condition_codes), whole_of(claim).type_of_bill
    if not reasons:
        place = on_claim(claim, "institutional.condition_codes")
        yield edit.finding(place, f"0{bill} has no change reason (D0-D9, E0)")
    elif claim.frequency == "8" and not reasons & _CANCELS:
        place = on_claim(claim, "institutional.condition_codes")
        yield edit.finding(place, f"a void needs D5 or D6, and 0{bill} has {', '.join(sorted(reasons))}")
    if not claim.payer_claim_control_number:
        place = on_claim(claim, "payer_claim_control_number")
        yield edit.finding(place, f"0{bill} has no number of the claim it changes (DCN)")
