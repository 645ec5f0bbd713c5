"""Shapes: what a loop usually looks like, written as its segments, so that one regular expression reads it at once.

`{}` is an element, `{!}` one that is not empty, `...` the rest of a segment, `[...]` what may be missing, `<...>` what
comes any number of times, `(...)` what is taken whole; `*` and `~` stand for the delimiters at hand.  Who reads by a
shape has another way for what is not so.
"""

import re

from cleanclaim.core.x12.segment import Delimiters

_SIGN = re.compile(r"\.\.\.|\{!?\}|.")


def shape(text: str, delimiters: Delimiters) -> re.Pattern[str]:
    """The expression that matches the shape in these delimiters."""
    element, end = re.escape(delimiters.element), re.escape(delimiters.segment)
    signs = {
        "*": element,
        "~": end,
        "{}": f"([^{element}{end}]*+)",
        "{!}": f"([^{element}{end}]++)",
        "...": f"[^{end}]*+",
        "[": "(?:",
        "]": ")?+",
        "<": "(?:",
        ">": ")*+",
    }
    return re.compile("".join(signs.get(sign, sign) for sign in _SIGN.findall(text)))
