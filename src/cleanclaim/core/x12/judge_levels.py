"""HL: numbered from 1 without a gap, each under the one that it stands in; HL04 is true about what lies below."""

from typing import TYPE_CHECKING

from cleanclaim.core.x12.judge_frame import Frame, Row

if TYPE_CHECKING:
    from cleanclaim.core.x12.judge_walk import Walk

_GUIDE, _BAD_VALUE = 2, "7"


def begin_level(frame: Frame, row: Row, walk: "Walk") -> None:
    """HL01 and HL02 of a level that opens."""
    walk.levels += 1
    elements = row.elements(walk.separator)
    frame.level = elements[1] if len(elements) > 1 else ""
    above = frame.parent
    while above and not above.node.is_level:
        above = above.parent
    if above:
        above.has_levels = True
    own, expected = str(walk.levels), above.level if above else ""
    stated = elements[2] if len(elements) > 2 else ""
    if frame.level != own:
        message = f"is the level number {own} of the transaction"
        walk.blame(_GUIDE, _BAD_VALUE, message, row, frame.node.id, element="01", value=frame.level, expected=own)
    if stated and stated != expected:
        message = f"stands under level {expected}, not {stated!r}" if expected else "stands under no level"
        walk.blame(_GUIDE, _BAD_VALUE, message, row, frame.node.id, element="02", value=stated, expected=expected)


def end_level(frame: Frame, walk: "Walk") -> None:
    """HL04 of a level that closes."""
    row = frame.opening
    elements = row.elements(walk.separator)
    stated = elements[4] if len(elements) > 4 else ""
    if stated == "1" and not frame.has_levels:
        message, expected = "says that levels follow below, but none does", "0"
    elif stated == "0" and frame.has_levels:
        message, expected = "says that no level follows below, but one does", "1"
    else:
        return
    walk.blame(_GUIDE, _BAD_VALUE, message, row, frame.node.id, element="04", value=stated, expected=expected)
