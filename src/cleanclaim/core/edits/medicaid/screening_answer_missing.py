"""Child screening without referral answer.

**Why it matters**: some states pay a child's screening only when told what it led to.
**Rejected**: ``99392`` without CRC ZZ.
**Clean**: CRC ZZ with AV, S2, ST or NU.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import number_between, patient_age
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line, sent

_ANSWERS = frozenset({"AV", "S2", "ST", "NU"})

edit = Edit(
    "MCD002",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24H",
    element="2300 CRC*ZZ",
    fix="Say AV, S2, ST or NU.",
    prevents=("277CA A6/564",),
    source="TR3 CRC EPSDT",
    when=When(filing=frozenset({"MC"}), rule="needs_screening_answer"),
)


@edit.check
def screening_answer_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if not given.payer.needs_screening_answer or claim.filing_code != "MC":
        return
    for index, line in enumerate(claim.lines):
        if not (number_between(line.procedure, 99381, 99385) or number_between(line.procedure, 99391, 99395)):
            continue
        age = patient_age(claim)
        rows = (*sent(claim.also, "CRC", "ZZ"), *sent(line.also, "CRC", "ZZ"))
        if (age is None or age < 21) and not any(part in _ANSWERS for row in rows for part in row[3:]):
            message = f"{line.procedure}, a child's screening, has no answer about a referral (CRC ZZ)"
            yield edit.finding(on_line(claim, index, "procedure"), message)
            return
