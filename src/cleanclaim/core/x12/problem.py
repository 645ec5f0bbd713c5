"""What is wrong with a transaction, as a value that a 999 can be written from."""

from msgspec import Struct


class Problem(Struct, frozen=True, omit_defaults=True):
    """One fault.  `level` is its SNIP type: 1 syntax, 2 the guide, 3 balancing."""

    level: int
    code: str  # IK403 when it concerns an element, IK304 a segment, else IK502, AK905 or TA105
    message: str
    segment: int = 0  # counted from 1 at ISA
    position: int = 0  # counted from 1 at ST; 0 for the envelope
    name: str = ""  # segment: "NM1"
    loop: str = ""
    element: str = ""  # "NM109", "SV101-2"; empty when the segment as a whole is meant
    value: str = ""
    claim: str = ""  # CLM01 of the claim it stands in
    file: str = ""

    def __str__(self) -> str:
        place = [self.file] if self.file else []
        if self.segment:
            place.append(f"segment {self.segment}")
        if self.loop:
            place.append(f"loop {self.loop}")
        if self.element or self.name:
            place.append(self.element or self.name)
        return f"{', '.join(place)}: {self.message}" if place else self.message
