"""Names, days and texts of an acknowledgment."""

from collections.abc import Iterable, Sequence
from datetime import date

from cleanclaim.core.claim.value import Party
from cleanclaim.core.x12 import Segment
from cleanclaim.core.x12.elements import day_of, malformed

_TAX_ID, _SSN = {"EI", "24", "TJ"}, {"SY", "34"}
_UNSAFE = str.maketrans(dict.fromkeys("*:^~`", " "))
_PAYER_ID = {"PI", "XV", "46"}  # 46: a trading partner's number


def carried(text: str, most: int) -> str:
    """What was sent to us as an answer can carry it: no delimiter, ASCII, at most so many characters."""
    return "".join(c if " " <= c <= "\x7e" else "?" for c in text).translate(_UNSAFE).strip()[:most].rstrip()


def party_of(segments: Sequence[Segment] | None) -> Party:
    """Who an NM1 names; nobody for None."""
    if not segments:
        return Party()
    name = segments[0]
    qualifier, identifier = name[8], name[9]
    known = {"XX"} | _TAX_ID | _SSN | _PAYER_ID
    return Party(
        name=name[3],
        first_name=name[4],
        middle_name=name[5],
        suffix=name[7],
        is_person=name[2] == "1",
        npi=identifier if qualifier == "XX" else "",
        tax_id=identifier if qualifier in _TAX_ID else "",
        ssn=identifier if qualifier in _SSN else "",
        payer_id=identifier if qualifier in _PAYER_ID else "",
        other_ids=((qualifier, identifier),) if identifier and qualifier not in known else (),
    )


def days_of(segments: Iterable[Segment], qualifier: str, *, loop: str) -> tuple[date | None, date | None]:
    """The day, or first and last day, of the DTP with this qualifier; the last is None where only one is given."""
    segment = next((s for s in segments if s.id == "DTP" and s[1] == qualifier), None)
    if segment is None or not segment[3]:
        return None, None
    first, _, last = segment[3].partition("-")
    days = day_of(first[:8]), day_of(last[:8]) if last else None
    if days[0] is None or (last and days[1] is None):
        raise malformed(segment, 3, f"{segment[3]!r} is not a date", loop=loop)
    return days
