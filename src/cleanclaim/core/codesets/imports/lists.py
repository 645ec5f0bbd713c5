"""Lists of codes with words, as their agencies publish them, as codes with their days."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from cleanclaim.core.codesets.code_set import Code
from cleanclaim.core.codesets.imports.cells import Record, UnreadableRow, day_in

_LEVEL_2 = re.compile(r"[A-Z]\d{4}")
_ALWAYS = date(1970, 1, 1)
_OWNED = ("D",)  # dental codes: their text belongs to the dentists' association
_FIRST_LINE = "3"  # of a code of the HCPCS file; 4 goes on with its text, 7 and 8 are modifiers


def hcpcs_codes(records: Iterable[Record], first: date) -> Iterator[Code]:
    """Level II: the text of a code may go on in further lines."""
    pending: tuple[Record, list[str]] | None = None
    for record in records:
        if not _LEVEL_2.fullmatch(record["code"]):
            continue
        if record["part"] == _FIRST_LINE or pending is None:
            if pending:
                yield _level_2(*pending)
            pending = record, [record["words"]]
        elif record["code"] == pending[0]["code"]:
            pending[1].append(record["words"])
    if pending:
        yield _level_2(*pending)


def _level_2(record: Record, words: list[str]) -> Code:
    said = {"coverage": record["coverage"], "multiple": record["multiple"], "price": record["price"]}
    return Code(
        code=record["code"],
        words="" if record["code"].startswith(_OWNED) else " ".join(words),
        first=_day(record, "first") or _ALWAYS,
        last=_day(record, "last"),
        category=record["betos"],
        flags=frozenset(f"{name}_{value}" for name, value in said.items() if value),
    )


def telehealth_codes(records: Iterable[Record], first: date) -> Iterator[Code]:
    """Medicare's list; "audio" where sound alone will do."""
    for record in records:
        if re.fullmatch(r"[A-Z0-9]{5}", record["code"]):
            flags = {"audio"} if record["audio"].lower().startswith("yes") else ()
            yield Code(record["code"], "", first, flags=frozenset(flags))


def place_codes(records: Iterable[Record], first: date) -> Iterator[Code]:
    """Places; "03-04" and unassigned ones are passed over."""
    for record in records:
        if record["code"].isdigit() and "unassigned" not in record["words"].lower():
            yield Code(record["code"].zfill(2), record["words"], _ALWAYS)


def taxonomy_codes(records: Iterable[Record], first: date) -> Iterator[Code]:
    """Kinds of providers; the definitions beside them are not read."""
    for record in records:
        if re.fullmatch(r"[0-9A-Z]{9}X", record["code"]):
            yield Code(record["code"], record["words"], _ALWAYS, category=record["group"])


def reason_codes(records: Iterable[Record], first: date) -> Iterator[Code]:
    """Reasons, remarks and statuses with the days they are in use."""
    for record in records:
        if re.fullmatch(r"[A-Z0-9]{1,5}", record["code"]):
            yield Code(record["code"], record["words"], _day(record, "first") or _ALWAYS, _day(record, "last"))


def _day(record: Record, name: str) -> date | None:
    text = record[name]
    day = day_in(text) if text.strip("0") else None
    if text.strip("0") and day is None:
        raise UnreadableRow(f"{text!r} is not a day in {dict(record)}")
    return day


LISTS: Mapping[str, Callable[[Iterable[Record], date], Iterator[Code]]] = {
    "hcpcs": hcpcs_codes,
    "telehealth": telehealth_codes,
    "place_of_service": place_codes,
    "taxonomy": taxonomy_codes,
    "carc": reason_codes,
    "rarc": reason_codes,
    "claim_status": reason_codes,
    "claim_status_category": reason_codes,
}
