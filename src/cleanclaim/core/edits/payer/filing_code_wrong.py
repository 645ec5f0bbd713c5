"""Claim filing indicator does not fit the payer.

**Why it matters**: the code decides which rules the payer's front end applies.
**Rejected**: ``MA`` (institutional Medicare) on a professional claim, or another code than the payer is set up with.
**Clean**: ``MB`` for professional Medicare.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import on_claim

_OTHER_KIND = {"837P": ("MA", "MB"), "837I": ("MB", "MA")}

edit = Edit(
    "SUB010",
    severity=Severity.ERROR,
    box="header",
    element="2000B SBR09",
    fix="Correct the payer set-up.",
    prevents=("277CA A7/480",),
    source="TR3 2000B SBR09",
)


@edit.check
def filing_code_wrong(claim: Claim, given: Given) -> Iterator[Finding]:
    code, known = claim.filing_code, given.payer.filing_code
    wrong, right = _OTHER_KIND.get(claim.kind, ("", ""))
    expected = known or (right if code == wrong else code)
    if code and code == expected:
        return
    place = on_claim(claim, "filing_code", "payer")
    if not code:
        fix = Fix(f"Use {known}", place.path, known) if known else None
        yield edit.finding(place, "filing code is missing", autofix=fix)
    else:
        fix = Fix(f"Use {expected}", place.path, expected)
        yield edit.finding(place, f"filing code {code} does not fit {claim.payer.name or 'the payer'}", autofix=fix)
