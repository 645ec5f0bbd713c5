"""Segments back into interchanges: the texts as sent, the counts and control numbers around them made right."""

from collections.abc import Iterable, Sequence

from cleanclaim.core.x12.errors import UnwritableValue
from cleanclaim.core.x12.segment import Delimiters, Group, InterchangeHeader

Texts = Sequence[str]
"""Segments as sent, without their terminators."""


def framed(header: InterchangeHeader, groups: Iterable[tuple[Group, Sequence[Texts]]]) -> bytes:
    """One interchange; each transaction is its texts from ST to SE, whose SE01, GE01 and IEA01 are counted anew."""
    delimiters = header.delimiters
    separator = delimiters.element
    rows = [isa_text(header)]
    count = 0
    for group, transactions in groups:
        count += 1
        rows.append(gs_text(group, separator))
        for texts in transactions:
            rows += counted(texts, separator)
        rows.append(separator.join(("GE", str(len(transactions)), group.control_number)))
    rows.append(separator.join(("IEA", str(count), header.control_number)))
    end = delimiters.segment if delimiters.segment in "\r\n" else f"{delimiters.segment}\n"
    return "".join(f"{row}{end}" for row in rows).encode()


def counted(texts: Texts, separator: str) -> list[str]:
    """ST to SE with the SE that belongs to it, whatever there was."""
    number = [*texts[0].split(separator), "", ""][2]
    body = list(texts[:-1]) if texts[-1].startswith(f"SE{separator}") else list(texts)
    return [*body, separator.join(("SE", str(len(body) + 1), number))]


def isa_text(header: InterchangeHeader) -> str:
    """ISA, fixed width.  ISA01 to ISA04 are written as "no information": they may hold a password."""
    delimiters = header.delimiters
    fields = (
        *("ISA", "00", " " * 10, "00", " " * 10, header.sender_qualifier, f"{header.sender:15}"),
        *(header.receiver_qualifier, f"{header.receiver:15}", header.date, header.time),
        *(delimiters.repetition or "U", header.version, header.control_number, header.acknowledgment_requested),
        *(header.usage, delimiters.component),
    )
    return delimiters.element.join(fields)


def gs_text(group: Group, separator: str) -> str:
    """GS as it was read."""
    sides = (group.sender, group.receiver, group.date, group.time, group.control_number)
    return separator.join(("GS", group.functional_code, *sides, "X", group.version))


def with_delimiters(texts: Texts, before: Delimiters, after: Delimiters) -> list[str]:
    """The texts of one interchange as another one writes them.

    Raises UnwritableValue when a text holds a character that delimits there.
    """
    if before == after:
        return list(texts)
    old, new = _characters(before), _characters(after)
    table = {ord(one): other for one, other in zip(old, new, strict=True) if one}
    reserved = {*new, after.segment} - {*old, ""}
    for text in texts:
        if bad := reserved.intersection(text):
            raise UnwritableValue(
                f"{text!r} holds {min(bad)!r}, which delimits in the file it is joined to", value=text
            )
    return [text.translate(table) for text in texts]


def _characters(delimiters: Delimiters) -> tuple[str, str, str]:
    return delimiters.element, delimiters.component, delimiters.repetition
