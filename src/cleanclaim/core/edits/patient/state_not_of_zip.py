"""State and ZIP do not belong together.

**Why it matters**: one of the two is mistyped, and mail, the statement included, comes back.
**Rejected**: ``10001`` in Texas.
**Clean**: ``10001`` in New York.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim, Person
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_person


def _others(codesets: CodeSets, person: Person) -> frozenset[str]:
    """The states that the ZIP may be in where the address names none of them."""
    address = person.address
    states = codesets.zip3_state.get(address.zip[:3], frozenset())
    is_right = address.country not in ("", "US", "USA") or not address.state or address.state in states
    return frozenset() if is_right else states


edit = Edit(
    "PAT008",
    severity=Severity.WARNING,
    box="5",
    element="2010BA/2010CA N402, N403",
    fix="Correct the state or ZIP.",
    prevents=(
        "277CA A7/500",
        "277CA A7/501",
    ),
    source="USPS ZIP prefix ranges",
    when=When(person=_others),
)


@edit.check
def state_not_of_zip(claim: Claim, given: Given) -> Iterator[Finding]:
    address, states = claim.person.address, _others(given.codesets, claim.person)
    if not states:
        return
    place = on_person(claim, "address.state")
    fix = Fix(f"Use {min(states)}", place.path, min(states)) if len(states) == 1 else None
    yield edit.finding(place, f"ZIP {address.zip} is not in {address.state}", autofix=fix)
