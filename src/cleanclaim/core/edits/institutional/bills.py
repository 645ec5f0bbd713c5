"""What kind of bill an institutional claim is, and how Medicare's outpatient payment system sees its lines."""

from cleanclaim.core.claim import Claim, Institutional
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


def opps_statuses(claim: Claim, given: Given) -> tuple[dict[int, str], CodeSetMissing | None]:
    """The payment status of each line's procedure by the line's index, and what is missing where one is not known."""
    table = given.codesets.opps
    found: dict[int, str] = {}
    missing = None
    for index, line in enumerate(claim.lines):
        if line.service_from is None or not line.procedure:
            continue
        code = table.at(line.procedure, on=line.service_from)
        if code is None:
            missing = CodeSetMissing(f"{table.title} is not loaded for {line.procedure}")
        else:
            found[index] = code.category
    return found, missing
