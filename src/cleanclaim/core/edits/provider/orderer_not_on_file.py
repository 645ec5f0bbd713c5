"""Ordering provider may not order for Medicare.

**Why it matters**: Medicare denies what someone ordered whom it does not have on its file of those who may.
**Rejected**: an NPI that is not on the file; one that is there under another name.
**Clean**: NPI and name as on the file.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.provider.orderers import EQUIPMENT, is_ordered, needs_orderer, orderer_of
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "PRV017",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="17",
    element="2310A, 2420E",
    fix="Ask the orderer to enroll or opt out (CMS-855O) or correct the NPI/name.",
    prevents=(
        "CARC 183",
        "CARC 184",
        "CARC 16 + N264/N265",
    ),
    source="42 CFR 424.507; CMS Order and Referring data",
    since=date(2014, 1, 6),
    when=When(filing=MEDICARE, procedure_on=is_ordered),
)


@edit.check
def orderer_not_on_file(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if not needs_orderer(line, given):
            continue
        orderer = orderer_of(claim, line)
        if orderer is None:
            continue
        listed = given.orderers.get(orderer.npi)
        place = on_line(claim, index, "ordering" if line.ordering else "procedure")
        name = orderer.name or orderer.npi
        if listed is None:
            yield edit.finding(place, f"{name} ({orderer.npi}) is not on Medicare's file of who may order")
        elif listed.last_name and orderer.name and listed.last_name[:4].upper() != orderer.name[:4].upper():
            yield edit.finding(place, f"{orderer.npi} is {listed.last_name} on Medicare's file, not {orderer.name}")
        elif EQUIPMENT.fullmatch(line.procedure) and not listed.may_order_equipment:
            yield edit.finding(place, f"{name} ({orderer.npi}) may not order equipment for Medicare")
