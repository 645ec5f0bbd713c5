"""The shapes that most claims and service lines have, so that one regular expression reads each at once.

A shape is written as the segments it matches.  `{}` is an element, `{!}` one that is not empty, `...` the rest of a
segment, `[...]` what may be missing, `<...>` any number of segments, `(...)` what is taken whole, `$` the end of the
loop.  A loop of another shape is read segment by segment (`fields.fill`); both ways give the same value, which tests
hold to each other.
"""

import re

from cleanclaim.core.x12 import Delimiters

CLAIM = (
    "CLP*{}*{}*{}*{}*{}*{}*{}*{}*{}~<CAS*...~>[(NM1*QC*...)~]<NM1*IL*...~>[(NM1*82*...)~]<NM1*TT*...~>"
    "<MOA*...~><REF*...~>[DTM*232*{!}~][DTM*233*{!}~][DTM*050*{!}~]<PER*...~>[AMT*{}*{!}~]<AMT*...~>$"
)
LINE = (
    "SVC*{}*{}*{}[*{}[*{}]]~[DTM*472*{!}~][CAS*{}*{}*{!}[**{}*{!}]~][CAS*{}*{}*{!}[**{}*{!}]~]<CAS*...~>[REF*6R*{!}~][AMT*{}*{!}~]"
    "<LQ*HE*#~>$"
)
_SIGN = re.compile(r"\.\.\.|\{!?\}|.")


class OfAnotherShape(Exception):
    """What looked usual is not: it is read segment by segment."""


class Shapes:
    """The shapes in the delimiters of an interchange.

    `claim` matches what stands before a claim's first line, `line` a service line; its last group is a line of
    another shape.  `opening` finds the first line.
    """

    def __init__(self, delimiters: Delimiters) -> None:
        element, end = re.escape(delimiters.element), re.escape(delimiters.segment)
        opening = f"SVC[{element}{end}]"
        self._signs = {
            "*": element,
            "~": end,
            "{}": f"([^{element}{end}]*+)",
            "{!}": f"([^{element}{end}]++)",
            "#": f"[^{element}{end}]++",
            "...": f"[^{end}]*+",
            "[": "(?:",
            "]": ")?+",
            "<": "((?:",
            ">": ")*+)",
            "$": f"(?={opening}|\\Z)",
        }
        other = f"({opening[:3]}[^{end}]*+{end}(?:(?!{opening})[^{end}]*+{end})*+)"
        self.claim = re.compile(self._expression(CLAIM))
        self.line = re.compile(f"{self._expression(LINE)}|{other}")
        self.opening = re.compile(f"(?<={end}){opening}")

    def _expression(self, shape: str) -> str:
        return "".join(self._signs.get(sign, sign) for sign in _SIGN.findall(shape))
