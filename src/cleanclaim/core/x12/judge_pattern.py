"""One regular expression for each segment at its place: a text that it accepts has no fault inside.

What it does not accept is looked at element by element (`judge_elements.py`), and may still be right.
"""

import re
from collections.abc import Mapping, Sequence

from cleanclaim.core.x12.guide import ElementUse, SegmentUse
from cleanclaim.core.x12.segment import Delimiters
from cleanclaim.core.x12.syntax import ElementType, Relation, SegmentType

MONEY = 18  # the longest of an amount: whoever has this length is one
_DAY = (
    "[12][0-9]{3}(?:(?:0[13578]|1[02])(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)(?:0[1-9]|[12][0-9]|30)"
    "|02(?:0[1-9]|1[0-9]|2[0-8]))"
)
_TIME = "(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9]{1,3})?"
_FORMATS = {"D8": _DAY, "RD8": f"{_DAY}-{_DAY}", "DT": f"{_DAY}{_TIME}", "TM": _TIME}
_NOTHING = "(?!)"


def segment_pattern(use: SegmentUse, syntax: SegmentType, delimiters: Delimiters) -> re.Pattern[str]:
    """The expression that a right text of `use` matches as a whole."""
    writer = _Writer(delimiters)
    notes = "".join(writer.relation(note, use.elements) for note in syntax.relations)
    name = re.escape(use.name)
    rest = writer.sequence(use.elements, syntax.elements, writer.element) if use.elements else ""
    return re.compile(f"{notes}{name}{rest}(?<!{writer.element})", re.ASCII)


class _Writer:
    """Writes expressions for one set of delimiters."""

    def __init__(self, delimiters: Delimiters) -> None:
        self.element, self.component = re.escape(delimiters.element), re.escape(delimiters.component)
        self._repetition = re.escape(delimiters.repetition)
        taken = "".join((self.element, self.component, self._repetition, re.escape(delimiters.segment)))
        self._any, self._visible = f"[^\\x00-\\x1f\\x7f{taken}]", f"[^\\x00-\\x20\\x7f{taken}]"

    def sequence(self, uses: Mapping[int, ElementUse], types: Sequence[ElementType], separator: str) -> str:
        """Elements of a segment (each after its separator) or components (the first without)."""
        written, is_needed, position = "", False, max(uses)
        while position > 0:
            use, kind = uses.get(position), types[position - 1]
            first, lead = position, separator
            if use and kind.format_at and kind.format_at == position - 1:
                first = position - 1
                body = self._dated(uses.get(first), use, separator)
                is_required = use.is_required
            elif use and use.parts:
                body = f"{self.sequence(use.parts, kind.parts, self.component)}(?<!{self.component})"
                is_required = use.is_required
            else:
                is_required = use is not None and use.is_required
                body = "" if use is None else self._value(use, kind)
            if separator == self.component and first == 1:
                lead = ""
            is_needed = is_needed or is_required
            own = body if is_required else f"(?:{body})?" if first == position else f"(?:{body}|{separator})"
            written = f"{lead}{own}{written}" if is_needed else f"(?:{lead}{own}{written})?"
            position = first - 1
        return written

    def _dated(self, qualifier: ElementUse | None, use: ElementUse, separator: str) -> str:
        """A qualifier and the value whose format it names."""
        codes = sorted(qualifier.codes & _FORMATS.keys()) if qualifier else []
        return "(?:" + "|".join(f"{code}{separator}{_FORMATS[code]}" for code in codes) + ")" if codes else _NOTHING

    def _value(self, use: ElementUse, kind: ElementType) -> str:
        """An element that is no composite."""
        if kind.format_at or kind.parts:
            return _NOTHING
        one = "|".join(map(re.escape, sorted(use.codes))) if use.codes else self._typed(kind)
        one = f"(?:{one})"
        if kind.repeats == 1 or not self._repetition:
            return one
        return f"{one}(?:{self._repetition}{one}){{0,{kind.repeats - 1}}}"

    def _typed(self, kind: ElementType) -> str:
        least, most = kind.least, kind.most
        match kind.kind:
            case "R" if most == MONEY:
                return "-?(?:[0-9]{1,8}(?:\\.[0-9]{0,2})?|\\.[0-9]{1,2})"
            case "R":
                whole = f"[0-9]{{{least},{most}}}(?![0-9.])"
                pointed = f"(?=[0-9.]{{{least + 1},{most + 1}}}(?![0-9.]))(?:[0-9]+\\.[0-9]*|\\.[0-9]+)"
                return f"-?(?:{whole}|{pointed})"
            case "N0":
                return f"-?[0-9]{{{least},{most}}}"
            case "DT":
                return _DAY
            case "TM":
                return _TIME
            case _:
                return f"{self._any}{{{least - 1},{most - 1}}}{self._visible}"

    def relation(self, note: Relation, uses: Mapping[int, ElementUse]) -> str:
        """A look ahead for a syntax note that the elements' own usage does not already keep."""
        positions = [p for p in note.positions if p in uses]
        if _is_kept(note, uses):
            return ""
        first, *others = note.positions
        there, missing = self._there, self._missing
        match note.kind:
            case "P":
                return f"(?:{''.join(map(there, note.positions))}|{''.join(map(missing, note.positions))})"
            case "R":
                return f"(?:{'|'.join(map(there, positions))})"
            case "C":
                return f"(?:{missing(first)}|{''.join(map(there, others))})"
            case "L":
                return f"(?:{missing(first)}|{'|'.join(map(there, others))})"
            case _:
                pairs = ((a, b) for a in positions for b in positions if a < b)
                return "".join(f"(?:{missing(a)}|{missing(b)})" for a, b in pairs)

    def _there(self, position: int) -> str:
        return f"(?={self._before(position)})"

    def _missing(self, position: int) -> str:
        return f"(?!{self._before(position)})"

    def _before(self, position: int) -> str:
        return f"(?:[^{self.element}]*{self.element}){{{position}}}[^{self.element}]"


def _is_kept(note: Relation, uses: Mapping[int, ElementUse]) -> bool:
    """Whether what the guide requires and does not use keeps the note already."""
    first, *others = note.positions
    always = {position for position in note.positions if position in uses and uses[position].is_required}
    never = {position for position in note.positions if position not in uses}
    match note.kind:
        case "P":
            return len(always) == len(note.positions) or len(never) == len(note.positions)
        case "R":
            return bool(always)
        case "C":
            return first in never or always.issuperset(others)
        case "L":
            return first in never or bool(always.intersection(others))
        case _:
            return len(note.positions) - len(never) < 2
