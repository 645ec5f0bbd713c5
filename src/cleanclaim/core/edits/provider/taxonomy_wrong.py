"""Taxonomy missing or not in the code set.

**Why it matters**: Medicaid and others find the contract by NPI and taxonomy together.
**Rejected**: ``207Q0000X``, nine characters; none where the payer wants one.
**Clean**: ``207Q00000X``.

The form is checked for every code. Whether the code stands in the agency's list is known only for those that the
loaded table holds; for others the finding says that it was not checked.
"""

import re
from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import Place, on_claim, parties

_NOT_LOADED = "Nothing, if the code is the one that NPPES shows: a larger list checks it when one is imported."
_FORM = re.compile(r"[0-9]{3}[0-9A-Z]{6}X")


def _is_wrong(code: str, codesets: CodeSets) -> bool:
    return bool(code) and (not codesets.taxonomy.knows(code) or not _FORM.fullmatch(code))


edit = Edit(
    "PRV012",
    severity=Severity.ERROR,
    box="33b",
    element="2000A PRV03",
    fix="Use the taxonomy enrolled with the payer.",
    prevents=(
        "277CA A7/145",
        "CARC 16 + N255 or N288",
        "CARC 8",
    ),
    source="NUCC taxonomy (Jan/Jul releases); TR3 2000A PRV",
    when=When(rule="needs_taxonomy") | When(party=lambda codesets, who: _is_wrong(who.party.taxonomy, codesets)),
)


@edit.check
def taxonomy_wrong(claim: Claim, given: Given) -> Iterator[Finding]:
    if given.payer.needs_taxonomy and not claim.billing.taxonomy:
        yield edit.finding(on_claim(claim, "billing.taxonomy", "billing provider"), "this payer needs the taxonomy")
    for place, party in parties(claim):
        code = party.taxonomy
        if not _is_wrong(code, given.codesets):
            continue
        spot = Place(place.where, f"{place.path}.taxonomy", place.money)
        if not _FORM.fullmatch(code):
            yield edit.finding(spot, f"taxonomy {code} is not in the form of the code set")
        else:
            message = f"not checked: taxonomy {code} is not in the part of the list that is loaded"
            yield edit.finding(spot, message, severity=Severity.INFO, fix=_NOT_LOADED)
