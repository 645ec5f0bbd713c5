"""Elements judged: type, length, relations (SNIP 1), usage and codes (SNIP 2).  Codes are those of IK403."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from cleanclaim.core.x12.guide import ElementUse
from cleanclaim.core.x12.judge_pattern import MONEY
from cleanclaim.core.x12.segment import Delimiters, Segment
from cleanclaim.core.x12.syntax import ElementType, Relation, SegmentType

MISSING, CONDITIONAL, TOO_MANY, TOO_SHORT, TOO_LONG = "1", "2", "3", "4", "5"
BAD_CHARACTER, BAD_CODE, BAD_DATE, BAD_TIME, EXCLUDED, NOT_USED = "6", "7", "8", "9", "10", "I10"
TOO_MANY_REPEATS = "12"
_MONEY = re.compile(r"-?0*(\d{0,8})(?:\.(\d{0,2}))?", re.ASCII)  # HIPAA's guides: ten digits, two of them cents
_NUMBER = {"N0": re.compile(r"-?\d+", re.ASCII), "R": re.compile(r"-?(\d+\.?\d*|\.\d+)", re.ASCII)}
_TIME = re.compile(r"([01]\d|2[0-3])[0-5]\d([0-5]\d\d{0,2})?", re.ASCII)
_WORDS = {"N0": "a whole number", "R": "a decimal number"}
_PRINTABLE = re.compile(r"[^\x00-\x1f\x7f]*")


class ElementFault(Struct, frozen=True):
    """One fault in an element: "9" or "1-2" is its place in the segment."""

    level: int
    code: str
    place: str
    value: str
    message: str
    expected: str = ""


def element_faults(
    segment: Segment, syntax: SegmentType, uses: Mapping[int, ElementUse], delimiters: Delimiters
) -> Iterator[ElementFault]:
    """Everything wrong inside one segment."""
    texts = segment.elements[1:]
    yield from _parts(texts, syntax.elements, uses, delimiters, "")
    for relation in syntax.relations:
        yield from _relation(relation, segment)


def _parts(
    texts: Sequence[str],
    types: Sequence[ElementType],
    uses: Mapping[int, ElementUse],
    delimiters: Delimiters,
    prefix: str,
) -> Iterator[ElementFault]:
    for position, text in enumerate(texts, start=1):
        place = f"{prefix}{position}"
        if not text:
            continue
        if position > len(types):
            yield ElementFault(1, TOO_MANY, place, text, f"there are more than {len(types)}")
            return
        use = uses.get(position)
        if use is None:
            yield ElementFault(2, NOT_USED, place, text, "is not used here")
            continue
        yield from _repeats(text, types[position - 1], use, texts, delimiters, place)
    if len(texts) > 1 and not texts[-1] and len(texts) <= len(types):
        yield ElementFault(1, TOO_MANY, f"{prefix}{len(texts)}", "", "is empty and the last: its delimiter is left out")
    for position, use in uses.items():
        if use.is_required and (position > len(texts) or not texts[position - 1]):
            yield ElementFault(2, MISSING, f"{prefix}{position}", "", "is required")


def _repeats(
    text: str, kind: ElementType, use: ElementUse, texts: Sequence[str], delimiters: Delimiters, place: str
) -> Iterator[ElementFault]:
    repeats = text.split(delimiters.repetition) if delimiters.repetition else [text]
    if len(repeats) > kind.repeats:
        what = f"stands {len(repeats)} times, {kind.repeats} at most"
        yield ElementFault(1, TOO_MANY_REPEATS, place, text, what, f"{kind.repeats} at most")
        repeats = repeats[: kind.repeats] if kind.repeats > 1 else []
    for repeat in repeats:
        yield from _value(repeat, kind, use, texts, delimiters, place)


def _value(
    text: str, kind: ElementType, use: ElementUse, texts: Sequence[str], delimiters: Delimiters, place: str
) -> Iterator[ElementFault]:
    if kind.parts:
        yield from _parts(text.split(delimiters.component), kind.parts, use.parts, delimiters, f"{place}-")
        return
    if delimiters.component in text:
        yield ElementFault(1, BAD_CHARACTER, place, text, f"{text!r} holds the component delimiter")
        return
    yield from _typed(text, kind, place)
    if use.codes and text not in use.codes:
        listed = _listed(use.codes)
        yield ElementFault(2, BAD_CODE, place, text, f"{text!r} is not one of {listed}", listed)
    if kind.format_at and not _has_format(text, texts[kind.format_at - 1] if kind.format_at <= len(texts) else ""):
        yield ElementFault(
            1, BAD_DATE, place, text, f"{text!r} is not the date its qualifier says", "as its qualifier says"
        )


def _typed(text: str, kind: ElementType, place: str) -> Iterator[ElementFault]:
    """Type and length; of a number only its digits count."""
    pattern = _NUMBER.get(kind.kind)
    if (pattern and not pattern.fullmatch(text)) or not _PRINTABLE.fullmatch(text):
        what = _WORDS.get(kind.kind, "printable characters")
        yield ElementFault(1, BAD_CHARACTER, place, text, f"{text!r} is not {what}", what)
        return
    length = len(text.lstrip("-").replace(".", "")) if pattern else len(text)
    expected = f"{kind.least} to {kind.most} {'digits' if pattern else 'characters'}"
    if length < kind.least:
        yield ElementFault(1, TOO_SHORT, place, text, f"{text!r} is shorter than {kind.least}", expected)
    if length > kind.most:
        yield ElementFault(1, TOO_LONG, place, text, f"{text!r} is longer than {kind.most}", expected)
    elif kind.kind == "R" and kind.most == MONEY and not _MONEY.fullmatch(text):
        message = f"{text!r} has more than eight digits or cents of a cent"
        yield ElementFault(2, TOO_LONG, place, text, message, "99999999.99 at most")
    if not pattern and text.endswith(" ") and length > kind.least:
        yield ElementFault(1, BAD_CHARACTER, place, text, f"{text!r} ends with a space", "no space at the end")
    yield from _formed(text, kind.kind, place)


def _formed(text: str, kind: str, place: str) -> Iterator[ElementFault]:
    """Days and times that there are."""
    if kind == "DT" and not is_day(text):
        yield ElementFault(1, BAD_DATE, place, text, f"{text!r} is not a date (CCYYMMDD)", "CCYYMMDD")
    if kind == "TM" and not _TIME.fullmatch(text):
        yield ElementFault(1, BAD_TIME, place, text, f"{text!r} is not a time (HHMM)", "HHMM")


def is_day(text: str) -> bool:
    """A date that exists, CCYYMMDD."""
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return False
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True


def _has_format(text: str, qualifier: str) -> bool:
    match qualifier:
        case "D8":
            return is_day(text)
        case "RD8":
            first, dash, last = text.partition("-")
            return dash == "-" and is_day(first) and is_day(last)
        case "DT":
            return is_day(text[:8]) and bool(_TIME.fullmatch(text[8:]))
        case "TM":
            return bool(_TIME.fullmatch(text))
        case _:
            return True


def _relation(relation: Relation, segment: Segment) -> Iterator[ElementFault]:
    """Syntax notes P, R, C, L and E (X12.6, 3.5.3): which elements of a segment need or exclude one another."""
    present = [bool(segment[position]) for position in relation.positions]
    is_broken, code, words = _SYNTAX_NOTES[relation.kind]
    if is_broken(present[0], present[1:]):
        names = ", ".join(f"{segment.id}{position:02d}" for position in relation.positions)
        yield ElementFault(1, code, str(_blamed(relation, present)), "", f"{names}: {words}")


def _blamed(relation: Relation, present: list[bool]) -> int:
    """The position a person has to look at: the first that is missing, or the second where one is too many."""
    if relation.kind == "E":
        return relation.positions[1]
    return next(p for p, there in zip(relation.positions, present, strict=True) if not there)


_SYNTAX_NOTES: dict[str, tuple[Callable[[bool, list[bool]], bool], str, str]] = {
    "P": (lambda first, rest: any((first, *rest)) and not all((first, *rest)), CONDITIONAL, "all or none are given"),
    "R": (lambda first, rest: not any((first, *rest)), CONDITIONAL, "one at least is given"),
    "C": (lambda first, rest: first and not all(rest), CONDITIONAL, "the first needs the others"),
    "L": (lambda first, rest: first and not any(rest), CONDITIONAL, "the first needs one of the others"),
    "E": (lambda first, rest: sum((first, *rest)) > 1, EXCLUDED, "one at most is given"),
}


def _listed(codes: frozenset[str]) -> str:
    some = sorted(codes)
    return ", ".join(some[:12]) + (" …" if len(some) > 12 else "")
