"""What is wrong with a transaction, as a value that a 999 can be written from."""

from msgspec import Struct


class Trigger(Struct, frozen=True):
    """The element (or segment) that makes a situational rule apply: it goes into the CTX of a 999."""

    name: str  # segment: "CLM"
    position: int  # counted from 1 at ST
    loop: str = ""
    element: str = ""  # "5-3"; empty when the segment as a whole is meant


class Problem(Struct, frozen=True, omit_defaults=True):
    """One fault.  `level` is its SNIP type: 1 syntax, 2 the guide, 3 balancing, 4 situations, 5 code sets."""

    level: int
    code: str  # IK403 when it concerns an element, IK304 a segment, else IK502, AK905 or TA105
    message: str
    segment: int = 0  # counted from 1 at ISA
    position: int = 0  # counted from 1 at ST; 0 for the envelope
    name: str = ""  # segment: "NM1"
    loop: str = ""
    element: str = ""  # "NM109", "SV101-2"; empty when the segment as a whole is meant
    value: str = ""
    claim: str = ""  # CLM01, CLP01 or TRN02 of the claim it stands in
    file: str = ""
    offset: int = 0  # byte of the file, counted from 0, at which the segment starts
    expected: str = ""  # in short, where it helps: "Y, N", "8 digits"
    trigger: Trigger | None = None  # of a situational rule
    is_unchecked: bool = False  # no fault: what could not be looked at, because a table is not loaded

    def __str__(self) -> str:
        place = [self.file] if self.file else []
        if self.segment:
            place.append(f"segment {self.segment}")
        if self.loop:
            place.append(f"loop {self.loop}")
        if self.element or self.name:
            place.append(self.element or self.name)
        return f"{', '.join(place)}: {self.message}" if place else self.message
