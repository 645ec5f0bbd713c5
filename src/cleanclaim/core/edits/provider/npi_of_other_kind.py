"""Individual NPI where an organization is billed, or the reverse.

**Why it matters**: a person and an organization have NPIs of two types, and the payer holds each to what the claim
calls it.
**Rejected**: a person's NPI sent as an organization (NM102 2); a group's NPI as referring clinician.
**Clean**: each as what the register says.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import Somebody, When
from cleanclaim.core.edits.where import parties

_PEOPLE = frozenset({"referring", "ordering", "supervising", "attending", "operating"})
_IN_HOSPITAL = "rendering"


def _may_be_wrong(codesets: CodeSets, who: Somebody) -> bool:
    if who.registered is None or who.registered.is_person is None:
        return False
    is_person = who.registered.is_person
    return is_person != who.party.is_person or (not is_person and who.role in {*_PEOPLE, _IN_HOSPITAL})


edit = Edit(
    "PRV004",
    severity=Severity.ERROR,
    box="24J, 33A",
    element="NM102",
    fix="Send the group NPI as billing and the clinician NPI as rendering.",
    prevents=(
        "277CA A7/775",
        "277CA A7/741",
    ),
    source="45 CFR 162.408; TR3 NM102",
    when=When(party=_may_be_wrong),
    needs="registry",
)


@edit.check
def npi_of_other_kind(claim: Claim, given: Given) -> Iterator[Finding]:
    for place, party in parties(claim):
        known = given.registry.get(party.npi) if party.npi else None
        if known is None or known.is_person is None:
            continue
        role = place.path.rpartition(".")[2]
        kind = "a person's" if known.is_person else "an organization's"
        if known.is_person != party.is_person:
            sent_as = "a person (NM102 1)" if party.is_person else "an organization (NM102 2)"
            yield edit.finding(place, f"NPI {party.npi} is {kind}, and is sent as {sent_as}")
        elif not known.is_person and (role in _PEOPLE or (role == _IN_HOSPITAL and claim.kind == "837I")):
            yield edit.finding(place, f"NPI {party.npi} is {kind}, and {role} must be a person")
