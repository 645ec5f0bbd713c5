"""Assistant surgeon not allowed.

**Why it matters**: for small procedures Medicare pays no assistant, and the patient may not be asked to.
**Rejected**: ``20610-80``.
**Clean**: ``27447-80``.

By the fee schedule: indicator 2 pays; 0 pays when documents show the need, which is told as a warning; 1 and 9 never.
AS stands for an assistant who is no physician, by the taxonomy of who treated; 82 says that no resident was there, and
is held against the record where it names one.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_physician
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.modifier.indicated import lines_indicated
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_ASSISTANTS = frozenset({"80", "81", "82", "AS"})

edit = Edit(
    "MOD021",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Remove, or attach necessity for indicator 0.",
    prevents=("CARC 54",),
    source="MPFS asst-surg indicator; Pub 100-04 ch.12 §20.4.3",
    when=When(modifiers=_ASSISTANTS),
)


@edit.check
def assistant_not_paid(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line, row in lines_indicated(claim, given, _ASSISTANTS):
        place = on_line(claim, index, "modifiers")
        if row.assistant == "0":
            message = f"an assistant at {line.procedure} is paid only with documents that show the need (indicator 0)"
            if not claim.attachments:
                yield edit.finding(place, message, severity=Severity.WARNING)
        elif row.assistant != "2":
            yield edit.finding(place, f"no assistant is paid for {line.procedure} (indicator {row.assistant})")
        if "AS" in line.modifiers and is_physician(claim, line):
            yield edit.finding(place, "AS is for a PA, NP or CNS; the assistant is a physician")
        visit = given.known.visit
        if "82" in line.modifiers and visit and visit.has_resident:
            yield edit.finding(place, "82 says that no resident was there, and the record has one")
