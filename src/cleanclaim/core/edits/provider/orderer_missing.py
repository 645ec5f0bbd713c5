"""Ordering or referring provider missing.

**Why it matters**: Medicare pays tests, imaging and equipment only when a clinician it knows ordered them.
**Rejected**: ``80053`` to Medicare with nobody who ordered it.
**Clean**: the clinician on the line (2420E), or as referring on the claim (2310A); screening mammography needs none.

Original Medicare asks for every laboratory test, image and piece of equipment; other payers for what their rules
list.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given, is_medicare
from cleanclaim.core.edits.provider.orderers import is_ordered, needs_orderer, orderer_of
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line


def _names_nobody(claim: Claim) -> bool:
    return not (claim.referring and claim.referring.npi)


edit = Edit(
    "PRV016",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="17",
    element="2310A, 2420E, 2420F",
    fix="Add the individual who ordered it; a facility name is not accepted.",
    prevents=(
        "277CA A6/562/DN",
        "277CA A6/562/DK",
        "CARC 16 + N265/N264",
        "CARC 16 + N285/N286",
    ),
    source="42 CFR 424.507; Pub 100-04 ch.1; NUCC item 17",
    since=date(2014, 1, 6),
    when=When(filing=MEDICARE, claim=_names_nobody, procedure_on=is_ordered)
    | When(rule="needs_orderer", claim=_names_nobody),
)


@edit.check
def orderer_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    listed, always = given.payer.needs_orderer, is_medicare(claim)
    if not (listed or always):
        return
    for index, line in enumerate(claim.lines):
        wanted = line.procedure in listed or (always and needs_orderer(line, given))
        if wanted and orderer_of(claim, line) is None:
            message = f"{line.procedure} needs the provider who ordered or referred it"
            yield edit.finding(on_line(claim, index, "ordering"), message)
