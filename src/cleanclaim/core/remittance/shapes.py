"""The shapes that most claims and service lines have, so that one regular expression reads each at once.

A shape is written as the segments it matches:

    {}    an element           {!}    one that is not empty       {2}    one of at most two characters
    {$}   an amount, taken as what stands before its point and the rest; a negative one is taken whole
    ...   the rest of a segment, of which (...) takes it whole
    [...] what may be missing   <...>  some segments, taken whole
    $     the end of the loop

A loop of another shape is read segment by segment (`fields.fill`); both ways give the same value, which tests hold to
each other.
"""

import re

from cleanclaim.core import money
from cleanclaim.core.remittance.loops import CLAIM as CLAIM_TABLE
from cleanclaim.core.x12 import Delimiters

FRACTIONS = {"": 0, **{text: money.cents(text) for n in range(100) for text in (f".{n:02d}", f".{n % 10}")}}
"""What the second part of an amount adds to the first: by whole dollars and cents there are few to remember."""

_FIRST_REFERENCES = "|".join(next(row.qualifiers for row in CLAIM_TABLE.rows if row.field == "references"))
CLAIM = (
    "CLP*{}*{}*{$}*{$}*[{$}]*{}*{}[*{}[*{}]]~<CAS*...~>[NM1*QC*1*{}*{}*{}**{}*{}*{}~][(NM1*IL*...)~]"
    "[NM1*82*(1|2)*{}*{}*{}**{}*XX*{}~][(NM1*TT*...)~][(MOA*...)~]"
    f"[REF*({_FIRST_REFERENCES})*{{!}}~][REF*{{2}}*{{!}}~]"
    "[DTM*232*{!}~][DTM*233*{!}~][DTM*050*{!}~][(PER*...)~][AMT*{}*{$}~][AMT*{}*{$}~]$"
)
LINE = (
    "SVC*{}*{$}*{$}[*{}[*{}]]~[DTM*472*{!}~|DTM*150*{!}~DTM*151*{!}~]"
    "[CAS*{}*{}*{$}[**{}*{$}]~[CAS*{}*{}*{$}[**{}*{$}]~]]<CAS*...~>"
    "[REF*6R*{!}~][AMT*{}*{$}~]<LQ*HE*#~>$"
)
_MANY = 99  # segments of a kind in a usual loop
_SIGN = re.compile(r"\.\.\.|\{[!$2]?\}|.")


class OfAnotherShape(Exception):
    """What looked usual is not: it is read segment by segment."""


class Shapes:
    """The shapes in the delimiters of an interchange.

    `claim` matches what stands before a claim's first line, `line` a service line; its last group is a line of
    another shape.  `opening` finds the first line.
    """

    def __init__(self, delimiters: Delimiters) -> None:
        element, end = re.escape(delimiters.element), re.escape(delimiters.segment)
        opening, data = f"SVC[{element}{end}]", _all_but(delimiters)
        self._signs = {
            "*": element,
            "~": end,
            "{}": f"({data}*+)",
            "{!}": f"({data}++)",
            "{2}": f"({data}{{0,2}}+)",
            "{$}": r"([0-9]++|-[0-9.]++)(\.[0-9]{1,2}+|)",
            "#": f"{data}++",
            "...": f"[^{end}]*+",
            "[": "(?>",
            "]": "|)",
            "<": "(?>((?:",
            ">": f"){{1,{_MANY}}}+)|)",
            "$": f"(?={opening}|\\Z)",
        }
        other = f"({opening[:3]}[^{end}]*+{end}(?:(?!{opening})[^{end}]*+{end})*+)"
        self.claim = re.compile(self._expression(CLAIM))
        self.line = re.compile(f"{self._expression(LINE)}|{other}")
        self.opening = re.compile(f"(?<={end}){opening}")

    def _expression(self, shape: str) -> str:
        return "".join(self._signs.get(sign, sign) for sign in _SIGN.findall(shape))


def _all_but(delimiters: Delimiters) -> str:
    """Any character of Latin-1 but the two delimiters.

    Said as ranges it is one look into a table of bits, several times as fast as a negation; what holds other
    characters is of another shape.
    """
    first, second = sorted(map(ord, (delimiters.element, delimiters.segment)))
    ranges = ((0, first - 1), (first + 1, second - 1), (second + 1, 255))
    return "".join(("[", *(rf"\x{start:02x}-\x{end:02x}" for start, end in ranges if start <= end), "]"))
