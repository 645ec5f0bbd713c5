"""Service facility missing when it differs from billing.

**Why it matters**: the place decides the price, and the payer pays the hospital its share.
**Rejected**: a hospital visit (place 21) with no facility named.
**Clean**: the hospital's name, address and NPI.

Whether the place differs from the billing address is only sure for hospital places, so only these are judged; a
hospital that bills for itself is left alone.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

_HOSPITALS = frozenset({"19", "21", "22", "23", "26", "51", "52", "56", "61"})

edit = Edit(
    "PRV019",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="32",
    element="2310C",
    fix="Add the facility where the patient was seen.",
    prevents=(
        "277CA A6/562/77",
        "277CA A6/126/77",
        "CARC 16 + MA114",
    ),
    source="TR3 2310C; Pub 100-04 ch.26 §10.4 item 32",
    when=When(places=_HOSPITALS),
)


@edit.check
def facility_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    place = claim.place_of_service
    if place in _HOSPITALS and claim.facility is None and not claim.billing.taxonomy.startswith("28"):
        yield edit.finding(on_claim(claim, "facility", "facility"), f"place {place} needs the facility")
