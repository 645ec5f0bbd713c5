"""95, 93 or GQ wrong for the way seen.

**Why it matters**: 95 says video, 93 sound only, GQ pictures sent ahead; one that does not fit is denied.
**Rejected**: 95 on a visit by telephone.
**Clean**: 93.

Where the payer asks for 95 on video visits, a visit without it is found too.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_visit
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_MODES = {"95": "video", "93": "audio", "GQ": "stored"}

edit = Edit(
    "TEL002",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Video 95 where asked, audio 93, store-and-forward GQ.",
    prevents=("CARC 4 + N519",),
    source="CPT Appendix P/T; HCPCS",
    since=date(2022, 1, 1),
    when=When(modifiers=frozenset(_MODES)) | When(rule="needs_video_modifier", procedures=is_visit),
)


@edit.check
def modifier_not_of_mode(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        said = [modifier for modifier in line.modifiers if modifier in _MODES]
        asked = given.payer.needs_video_modifier and is_visit(line.procedure)
        if not said and not asked:
            continue
        mode, place = given.visit_with("mode").mode, on_line(claim, index, "modifiers")
        for modifier in said:
            if mode and _MODES[modifier] != mode:
                yield edit.finding(place, f"{modifier} does not fit: the visit was {mode.replace('_', ' ')}")
        if asked and mode == "video" and "95" not in said:
            yield edit.finding(place, "the payer wants 95 on a visit by video")
