"""Patient control number missing, too long or not unique.

**Why it matters**: the number comes back in the 835 and finds the claim; a cut or doubled one posts money to a
stranger.
**Rejected**: ``ENC-2026-000000000000123456``, 26 characters.
**Clean**: ``E2600123-1``.

Uniqueness among open claims is the application's to hold: the core sees one claim.
"""

import re
from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

_NUMBER = re.compile(r"[A-Za-z0-9 !\"&'()+,\-./;?=%@\[\]_{}\\|<>#$]{1,20}")

edit = Edit(
    "PAT009",
    severity=Severity.ERROR,
    box="26",
    element="2300 CLM01",
    fix="Let the system assign a new number; it returns in 835 CLP01 and drives auto-posting.",
    prevents=(
        "277CA A6/478",
        "277CA A7/478 with 512",
    ),
    source="TR3 CLM01 (HIPAA limit 20)",
    when=When(claim=lambda claim: not _NUMBER.fullmatch(claim.control_number.strip())),
)


@edit.check
def control_number_wrong(claim: Claim, given: Given) -> Iterator[Finding]:
    number = claim.control_number
    if _NUMBER.fullmatch(number.strip()):
        return
    place = on_claim(claim, "control_number")
    if not number.strip():
        yield edit.finding(place, "claim number is missing")
    elif len(number) > 20:
        yield edit.finding(place, f"claim number {number} has {len(number)} characters; 20 fit")
    else:
        yield edit.finding(place, f"claim number {number} holds a character that X12 keeps for itself")
