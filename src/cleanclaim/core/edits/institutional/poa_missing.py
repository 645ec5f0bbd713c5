"""Present-on-admission answer missing or not valid.

**Why it matters**: what the patient caught in the hospital may not raise the price; without an answer the stay cannot
be grouped.
**Rejected**: ``J18.9`` with no answer, or with 1.
**Clean**: ``J18.9`` with Y, N, U or W; a code of the exempt list with none.

The list of exempt codes is known by family (factors, external causes, sequelae, congenital conditions, delivery,
later encounters of injuries): within such a family a missing answer is never called wrong.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import facility, whole_of
from cleanclaim.core.edits.where import on_diagnosis

_ANSWERS = frozenset("YNUW")
_EXEMPT = ("Z", "V", "W", "X", "Y", "Q", "B90", "B91", "B92", "B94", "E64", "I25.2", "I69", "O09", "O66.5", "O80")
_LATER = frozenset("DGKPSHJEFMNQR")  # seventh character of an injury: any but the first encounter (A, B, C)

edit = Edit(
    "UB010",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="67",
    element="2300 HI ABK-9, ABF-9",
    fix="Y, N, U or W; leave empty only for exempt codes.",
    prevents=(
        "277CA A6/688",
        "CARC 16 + N434",
    ),
    source="SSA 1886(d)(4)(D); ICD-10-CM App. I",
)


@edit.check
def poa_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if facility(claim) != "11":
        return
    answers = whole_of(claim).present_on_admission
    for index, code in enumerate(claim.diagnoses):
        answer = answers[index] if index < len(answers) else ""
        if answer in _ANSWERS or (not answer and _may_be_exempt(code)):
            continue
        said = f"the answer {answer} of {code} is not valid" if answer else f"{code} has no present-on-admission answer"
        yield edit.finding(on_diagnosis(claim, index), said)


def _may_be_exempt(code: str) -> bool:
    return code.startswith(_EXEMPT) or (code[:1] in ("S", "T") and len(code) == 8 and code[7] in _LATER)
