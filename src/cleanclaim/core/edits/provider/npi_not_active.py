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
from cleanclaim.core.edits.known import RegisteredNpi
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import parties


def _is_wrong(party: Party, known: RegisteredNpi | None) -> bool:
    return party.npi != "" and (known is None or not known.is_active)


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
    when=When(party=lambda codesets, who: _is_wrong(who.party, who.registered)),
    needs="registry",
)


@edit.check
def npi_not_active(claim: Claim, given: Given) -> Iterator[Finding]:
    for place, party in parties(claim):
        known = given.registry.get(party.npi)
        if _is_wrong(party, known):
            said = "is not active" if known else "is not in the national register"
            yield edit.finding(place, f"NPI {party.npi} {said}")
