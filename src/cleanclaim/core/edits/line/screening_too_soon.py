"""Medicare preventive service before the next eligible date.

**Why it matters**: Medicare pays a screening again when its time has passed; before, the patient or nobody pays.
**Rejected**: ``77067`` seven months after the last one.
**Clean**: in the twelfth month after that of the last, or on the day that the payer names.

The payer's own day (271) goes before the intervals of our table, which are those for people without high risk.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import add_months
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "LIN039",
    severity=Severity.WARNING,
    box="24D",
    element="2400 SV101",
    fix="Reschedule, or code it as diagnostic only if the order and note say so.",
    prevents=(
        "CARC 119",
        "CARC 151",
    ),
    source="Pub 100-04 ch.18; 271 preventive dates",
    when=When(filing=MEDICARE, procedure_on=lambda codesets, code, on: code in codesets.small.preventive_months),
)


@edit.check
def screening_too_soon(claim: Claim, given: Given) -> Iterator[Finding]:
    months = given.codesets.small.preventive_months
    for index, line in enumerate(claim.lines):
        every, on = months.get(line.procedure), line.service_from
        if every is None or on is None:
            continue
        last = given.coverage.last_services.get(line.procedure)
        due = given.coverage.next_eligible.get(line.procedure)
        if due is None and last and last < on:
            due = add_months(last, every)
        if due and on < due:
            yield edit.finding(on_line(claim, index, "procedure"), f"{line.procedure} is not due until {due}")
