"""Value code missing or its amount not valid.

**Why it matters**: when another payer comes first, Medicare reads what it paid from the value code of that kind of
payer.
**Rejected**: Medicare after a working-aged plan (12) with no value code 12.
**Clean**: value code 12 with the amount, zero if the plan paid nothing.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given, is_medicare
from cleanclaim.core.edits.institutional.bills import value_of, whole_of
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "UB016",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="39-41",
    element="2300 HI BE",
    fix="Take from MSP/payer result.",
    prevents=(
        "277CA A7/725",
        "277CA A7/726",
        "CARC 16 + M49",
    ),
    source="NUBC UB-04 manual; TR3 005010X223A2",
)


@edit.check
def value_code_wrong(claim: Claim, given: Given) -> Iterator[Finding]:
    whole, table, unknown = whole_of(claim), given.codesets.value_codes, ""
    for code, amount in whole.value_codes:
        place = on_claim(claim, "institutional.value_codes", f"value code {code}")
        if len(code) != 2 or not code.isalnum():
            yield edit.finding(place, f"{code} is not a value code")
        elif amount < 0:
            yield edit.finding(place, f"the amount of value code {code} is negative")
        elif not table.knows(code):
            unknown = code
    wanted = claim.insurance_type
    is_second = is_medicare(claim) and claim.sequence != "P"
    if is_second and table.flagged(wanted, "msp") and value_of(claim, wanted) is None:
        place = on_claim(claim, "institutional.value_codes", f"value code {wanted}")
        yield edit.finding(place, f"value code {wanted}, what the payer before Medicare paid, is missing")
    if unknown:
        raise CodeSetMissing(f"{table.title} does not hold {unknown}")
