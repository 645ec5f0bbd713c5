"""Attachment announced but no control number.

**Why it matters**: the payer finds the report that came by fax or portal by its number only; without one it is never
read.
**Rejected**: PWK with EL and no number.
**Clean**: with a number; AA, which says that the report can be asked for; AD, that the claim itself holds it.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim, on_line, sent

_SENT_NOWHERE = frozenset({"AA", "AD"})

edit = Edit(
    "TXT003",
    severity=Severity.ERROR,
    box="19",
    element="2300 PWK06",
    fix="Create the number and send the attachment under it.",
    prevents=(
        "277CA A6/489",
        "CARC 163",
        "CARC 252",
    ),
    source="TR3 PWK",
    when=When(has=("attachments", "lines.also")),
)


@edit.check
def attachment_without_number(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, report in enumerate(claim.attachments):
        if report.sent_by not in _SENT_NOWHERE and not report.control_number.strip():
            place = on_claim(claim, f"attachments[{index}].control_number", "attachment")
            yield edit.finding(
                place, f"report {report.report} is announced ({report.sent_by}) without a control number"
            )
    for index, line in enumerate(claim.lines):
        for row in sent(line.also, "PWK"):
            if not _SENT_NOWHERE.intersection(row[2:3]) and not any(row[6:7]):
                yield edit.finding(on_line(claim, index, "also"), "a report is announced without a control number")
