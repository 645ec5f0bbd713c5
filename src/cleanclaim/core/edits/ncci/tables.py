"""Which of NCCI's tables a claim is judged by."""

from cleanclaim.core.claim import Claim

_OF_KIND = {"837P": frozenset({"practitioner", "dme"}), "837I": frozenset({"hospital", "outpatient_hospital"})}
_MEDICAID = "MC"


def is_table_of(claim: Claim, table: str) -> bool:
    """Whether a table that a payer is set up with (practitioner, hospital, dme, medicaid) fits the claim."""
    if table == "medicaid":
        return claim.filing_code == _MEDICAID
    return table in _OF_KIND.get(claim.kind, frozenset())
