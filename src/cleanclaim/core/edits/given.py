"""What an edit may know besides the claim: the code sets, today, and what the practice knows of the payer."""

from datetime import date

from msgspec import Struct

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSets

MEDICARE = frozenset({"MA", "MB"})  # SBR09 of Original Medicare


class PayerRules(Struct, frozen=True):
    """What the practice knows of a payer; None or empty means that nothing is known."""

    filing_code: str = ""  # SBR09 the payer is set up with
    filing_days: int | None = None  # timely filing, from the first service date
    known_payer_ids: frozenset[str] | None = None
    unique_member_ids: bool = False
    id_pattern: str = ""
    needs_taxonomy: bool = False
    needs_referral: bool = False
    needs_drug_code: bool = False
    needs_authorization: frozenset[str] = frozenset()  # procedures


class Given(Struct, frozen=True):
    """The arguments of every check beside the claim."""

    codesets: CodeSets
    as_of: date
    payer: PayerRules = PayerRules()


def is_medicare(claim: Claim) -> bool:
    """Original Medicare, which has its own rules; not a Medicare Advantage plan."""
    return claim.filing_code in MEDICARE
