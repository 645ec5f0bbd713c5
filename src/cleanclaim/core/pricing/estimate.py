"""What the patient will likely owe, from what the payer allows and what its 271 says of the plan."""

from cleanclaim.core.benefits import Interpretation, Verdict
from cleanclaim.core.money import percent_of


def patient_estimate(allowed: int, benefits: Interpretation, *, of_visit: int | None = None) -> int:
    """The patient's share of an allowed amount, in cents.

    A copay stands in the place of deductible and coinsurance for the visit itself; `of_visit` is the visit's part of
    the allowed amount (all of it, when not given).  The rest first meets the deductible that is left, then coinsurance.
    Nothing goes past the out-of-pocket amount that is left.  Without active coverage the whole amount is at stake.
    """
    if benefits.verdict is not Verdict.ACTIVE:
        return allowed
    visit = min(allowed, allowed if of_visit is None else of_visit) if benefits.copay else 0
    copay = min(benefits.copay or 0, visit)
    rest = allowed - visit
    deductible = min(benefits.deductible_left or 0, rest)
    coinsurance = percent_of(rest - deductible, benefits.coinsurance_percent or 0)
    share = copay + deductible + coinsurance
    return share if benefits.out_of_pocket_left is None else min(share, benefits.out_of_pocket_left)
