"""NPI deactivated or not in the national register.

**Why it matters**: payers check every NPI against the register; one that is not active stops the claim.
**Rejected**: a clinician whose NPI is deactivated, or is in nobody's name.
**Clean**: an active one.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim, Party
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
    registry = given.registry

    def is_wrong(party: Party) -> bool:
        known = registry.get(party.npi)
        return party.npi != "" and (known is None or not known.is_active)

    for place, party in parties(claim, is_wrong):
        said = "is not active" if party.npi in registry else "is not in the national register"
        yield edit.finding(place, f"NPI {party.npi} {said}")
