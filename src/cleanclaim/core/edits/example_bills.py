"""What makes an example an institutional claim."""

from collections.abc import Callable
from typing import Any

from msgspec import structs

from cleanclaim.core.claim import Claim, Institutional
from cleanclaim.core.edits.example_claim import CLINICIAN, Draft
from cleanclaim.core.edits.example_values import day_of, party_of


def _bill(draft: Draft, value: Any) -> None:
    draft.claim = structs.replace(draft.claim, kind="837I")
    draft.claim = structs.replace(
        draft.claim,
        institutional=Institutional(str(value)[-3:], draft.on, draft.to or draft.on, attending=CLINICIAN),
    )


def _statement(draft: Draft, value: list[Any]) -> None:
    first, last = (day_of(day) for day in value)
    draft.claim = structs.replace(draft.claim, institutional=Institutional("131", first, last, attending=CLINICIAN))


def _attending(draft: Draft, value: Any) -> None:
    whole = Institutional("131", draft.on, draft.to or draft.on, attending=party_of(value, CLINICIAN))
    draft.claim = structs.replace(draft.claim, institutional=whole)


def as_institutional(claim: Claim) -> Claim:
    """An 837I has a statement and revenue codes, also where the example does not say so."""
    whole = claim.institutional or Institutional("131", claim.service_from, claim.service_to, attending=CLINICIAN)
    lines = tuple(structs.replace(line, revenue_code=line.revenue_code or "0510") for line in claim.lines)
    return structs.replace(claim, institutional=whole, lines=lines, filing_code=claim.filing_code.replace("MB", "MA"))


BILL_FIELDS: dict[str, Callable[[Draft, Any], None]] = {
    "tob": _bill,
    "statement": _statement,
    "attending": _attending,
}
