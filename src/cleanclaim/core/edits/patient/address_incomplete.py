"""Patient address incomplete.

**Why it matters**: the address is required with the person, and payers check each part.
**Rejected**: a street with no city, a state of three letters, a ZIP of four digits.
**Clean**: street, city, two-letter state and a ZIP of five or nine digits.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import digits, is_digits
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import on_person

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
)


@edit.check
def address_incomplete(claim: Claim, given: Given) -> Iterator[Finding]:
    address = claim.person.address
    if address.country not in ("", "US", "USA"):
        return
    has_street, has_city = bool(address.line1.strip()), bool(address.city.strip())
    has_state = len(address.state) == 2 and address.state.isalpha()
    has_zip = is_digits(digits(address.zip), 5, 9)
    if not (has_street and has_city and has_state and has_zip):
        parts = {"street": has_street, "city": has_city, "state": has_state, "ZIP": has_zip}
        lacking = ", ".join(name for name, is_there in parts.items() if not is_there)
        yield edit.finding(on_person(claim, "address"), f"address is incomplete: {lacking}")
