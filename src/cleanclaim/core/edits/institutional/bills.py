"""What kind of bill an institutional claim is, and how Medicare's outpatient payment system sees its lines."""

from datetime import date

from cleanclaim.core.claim import Claim, Institutional, ServiceLine
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.edits.given import Given, is_medicare

_NOTHING = Institutional()
_INPATIENT = frozenset({"11", "18", "21", "41"})
_OUTPATIENT = frozenset({"13", "85"})
_OPPS = frozenset({"12", "13"})


def whole_of(claim: Claim) -> Institutional:
    """What the claim says as an institutional one; nothing of it when it does not say."""
    return claim.institutional or _NOTHING


def facility(claim: Claim) -> str:
    """The kind of place that bills: the first two digits of the type of bill."""
    return claim.institutional.type_of_bill[:2] if claim.institutional else ""


def is_inpatient(claim: Claim) -> bool:
    """A stay: hospital, swing bed, skilled nursing, religious nonmedical."""
    return facility(claim) in _INPATIENT


def is_outpatient(claim: Claim) -> bool:
    """A hospital's outpatient bill, of a critical access hospital too."""
    return facility(claim) in _OUTPATIENT


def is_opps(claim: Claim) -> bool:
    """Original Medicare pays it by the outpatient prospective payment system."""
    return is_medicare(claim) and facility(claim) in _OPPS and "65" not in whole_of(claim).condition_codes


def value_of(claim: Claim, code: str) -> int | None:
    """The amount of a value code in cents (a number of days is hundredfold), None when it is not sent."""
    return next((amount for sent, amount in whole_of(claim).value_codes if sent == code), None)


def opps_status(line: ServiceLine, given: Given, on: date) -> str:
    """The payment status of the line's procedure.  Raises CodeSetMissing for one that is not in the table."""
    if not line.procedure:
        return ""
    code = given.codesets.opps.at(line.procedure, on=on)
    if code is None:
        raise CodeSetMissing(f"{given.codesets.opps.title} is not loaded for {line.procedure}")
    return code.category
