"""Field too long.

**Why it matters**: what is too long is rejected, or cut by someone who does not ask.
**Rejected**: a last name of 61 characters.
**Clean**: one of 60.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.text.fields import SHORTEST, any_text, place_of, text_fields

edit = Edit(
    "TXT002",
    severity=Severity.ERROR,
    element="any",
    fix="Shorten; names only with the payer spelling.",
    prevents=(
        "277CA A7/512",
        "999 IK4 code 5",
    ),
    source="TR3 element lengths",
    when=any_text(lambda texts: max(map(len, texts)) > SHORTEST),
)


@edit.check
def field_too_long(claim: Claim, given: Given) -> Iterator[Finding]:
    for field in text_fields(claim):
        text, limit, *_ = field
        if len(text) > limit:
            yield edit.finding(place_of(claim, field), f"{len(text)} characters; {limit} fit")
