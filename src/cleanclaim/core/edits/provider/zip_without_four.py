"""Billing ZIP lacks the four-digit extension.

**Why it matters**: the ZIP+4 of the street decides locality and price; the guide demands all nine digits.
**Rejected**: ``78701``, or ``787010000``.
**Clean**: ``787011234``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim, Party
from cleanclaim.core.edits.coding import digits, is_digits
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim


def _lacks_four(party: Party) -> bool:
    number = digits(party.address.zip)
    return party.address.country in ("", "US", "USA") and (not is_digits(number, 9) or number.endswith("0000"))


edit = Edit(
    "PRV006",
    severity=Severity.ERROR,
    box="32, 33",
    element="2010AA/2310C N403",
    fix=("Use the USPS ZIP+4 of the street address; 9998 as last four only where the payer accepts it."),
    prevents=(
        "277CA A7/500/85",
        "277CA A7/500/77",
    ),
    source="TR3 2010AA; 837P 2310C; 837I 2310E N403",
    when=When(party=lambda codesets, who: who.role in ("billing", "facility") and _lacks_four(who.party)),
)


@edit.check
def zip_without_four(claim: Claim, given: Given) -> Iterator[Finding]:
    for name, party in (("billing", claim.billing), ("facility", claim.facility)):
        if party and _lacks_four(party):
            place = on_claim(claim, f"{name}.address.zip", "billing provider" if name == "billing" else "facility")
            yield edit.finding(place, f"ZIP {party.address.zip or 'is blank and'} lacks its last four digits")
