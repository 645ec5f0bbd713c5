"""What the 837 cannot carry: it would stop a whole batch, here it stops one claim."""

from collections.abc import Iterable

from cleanclaim import clock
from cleanclaim.core.claim import Claim as ClaimValue
from cleanclaim.core.claim import Party, write_837p_interchange
from cleanclaim.core.edits import Finding, Severity
from cleanclaim.core.x12 import Envelope
from cleanclaim.core.x12.errors import UnwritableValue

UNWRITABLE = "X12001"
NOBODY = Party(name="CHECK", payer_id="CHECK", contact_name="CHECK", phone="5555550100")


def unwritable(value: ClaimValue) -> Iterable[Finding]:
    """A finding when the value holds what no 837 can."""
    envelope = Envelope(sender="CHECK", receiver="CHECK", control_number=1, moment=clock.now())
    try:
        write_837p_interchange([value], envelope, submitter=NOBODY, receiver=NOBODY, reference="CHECK")
    except UnwritableValue as problem:
        message = f"cannot be written as an 837: {problem}"
        fix = "Take the character out of the record, then build the claim again."
        return [Finding(UNWRITABLE, Severity.ERROR, "claim", message, fix=fix)]
    return []
