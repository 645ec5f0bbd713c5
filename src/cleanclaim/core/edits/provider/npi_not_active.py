"""NPI deactivated or not in the national register.

**Why it matters**: payers check every NPI against the register; one that is not active stops the claim.
**Rejected**: a clinician whose NPI is deactivated, or is in nobody's name.
**Clean**: an active one.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import parties

edit = Edit(
    "PRV003",
    severity=Severity.ERROR,
    element="NM109",
    fix="Use the current NPI or reactivate.",
    prevents=(
        "277CA A7/562",
        "CARC 208",
        "CARC 16 + N290",
    ),
    source="NPPES dissemination file",
    needs="registry",
)


@edit.check
def npi_not_active(claim: Claim, given: Given) -> Iterator[Finding]:
    for place, party in parties(claim, lambda party: party.npi):
        if not party.npi:
            continue
        known = given.registry.get(party.npi)
        if known is None:
            yield edit.finding(place, f"NPI {party.npi} is not in the national register")
        elif not known.is_active:
            yield edit.finding(place, f"NPI {party.npi} is not active")
