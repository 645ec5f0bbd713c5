"""Drug without administration or administration without drug.

**Why it matters**: a drug is not given without somebody giving it; one of the two charges was forgotten.
**Rejected**: ``96372`` alone.
**Clean**: ``96372`` with ``J1885``; a drug that the patient brought, when the record says so.

Drugs that are put in or on another way (joint injections, implants, inhalation) count as given by that procedure, and
those of home infusion by its day's rate. Old claims name giving by the numbers of their time (90782 until 2005).
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_home_infusion, number_between
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_GIVING = ((96360, 96379), (96401, 96549), (90765, 90784), (90788, 90788))


def _is_drug(code: str) -> bool:
    return len(code) == 5 and code.startswith("J")


def _is_giving(code: str) -> bool:
    return any(number_between(code, first, last) for first, last in _GIVING)


edit = Edit(
    "LIN014",
    severity=Severity.INFO,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Add the missing charge.",
    prevents=("charge capture",),
    source="NCCI Policy Manual ch.11",
    when=When(together=lambda codesets, codes, on: any(map(_is_drug, codes)) != any(map(_is_giving, codes))),
)


@edit.check
def drug_and_giving_apart(claim: Claim, given: Given) -> Iterator[Finding]:
    drugs = [index for index, line in enumerate(claim.lines) if _is_drug(line.procedure)]
    giving = [index for index, line in enumerate(claim.lines) if _is_giving(line.procedure)]
    if bool(drugs) == bool(giving):
        return
    if giving:
        visit = given.known.visit
        if not (visit and visit.is_drug_of_patient):
            yield edit.finding(on_line(claim, giving[0], "procedure"), f"{_code(claim, giving[0])} gives no drug")
    elif not any(_is_other_way(line.procedure) for line in claim.lines):
        message = f"{_code(claim, drugs[0])} was given, but giving it is not billed"
        yield edit.finding(on_line(claim, drugs[0], "procedure"), message)


def _is_other_way(code: str) -> bool:
    return number_between(code, 10000, 69999) or code == "94640" or is_home_infusion(code)


def _code(claim: Claim, index: int) -> str:
    return claim.lines[index].procedure
