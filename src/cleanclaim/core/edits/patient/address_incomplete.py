"""Patient address incomplete.

**Why it matters**: the address is required with the person, and payers check each part.
**Rejected**: a street with no city, a state of three letters, a ZIP of four digits.
**Clean**: street, city, two-letter state and a ZIP of five or nine digits.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Address, Claim
from cleanclaim.core.edits.coding import digits, is_digits
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_person


def _lacking(address: Address) -> list[str]:
    if address.country not in ("", "US", "USA"):
        return []
    parts = {
        "street": address.line1.strip(),
        "city": address.city.strip(),
        "state": len(address.state) == 2 and address.state.isalpha(),
        "ZIP": is_digits(digits(address.zip), 5, 9),
    }
    return [name for name, is_there in parts.items() if not is_there]


edit = Edit(
    "PAT007",
    severity=Severity.ERROR,
    box="5",
    element="2010BA/2010CA N3, N4",
    fix="Complete the address.",
    prevents=(
        "277CA A6/503",
        "277CA A6/502",
        "277CA A6/501",
        "277CA A6/500",
    ),
    source="TR3 N3/N4",
    when=When(person=lambda codesets, person: _lacking(person.address)),
)


@edit.check
def address_incomplete(claim: Claim, given: Given) -> Iterator[Finding]:
    if lacking := _lacking(claim.person.address):
        yield edit.finding(on_person(claim, "address"), f"address is incomplete: {', '.join(lacking)}")
