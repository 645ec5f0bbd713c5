"""Files joined into one interchange, each transaction kept segment for segment."""

from collections.abc import Iterable

from msgspec.structs import replace

from cleanclaim.core.x12.errors import MalformedInterchange
from cleanclaim.core.x12.files.cut import Whole, wholes
from cleanclaim.core.x12.files.framing import framed, with_delimiters
from cleanclaim.core.x12.segment import Group, InterchangeHeader
from cleanclaim.core.x12.stream import Source


def join(sources: Iterable[tuple[str, Source]], *, control_number: int | None = None) -> bytes:
    """One interchange from many files (a name and a source each), the first one's ISA before them.

    One group for each functional code and version, transactions renumbered from 0001.  Raises MalformedInterchange
    when sender or receiver differ, or a file cannot be read: files of several partners are several interchanges.
    """
    header: InterchangeHeader | None = None
    groups: dict[tuple[str, str], tuple[Group, list[list[str]]]] = {}
    for name, source in sources:
        for whole in wholes(source, file=name):
            header = header or whole.opened.interchange
            _same_partners(header, whole, name)
            group = whole.opened.group
            transactions = groups.setdefault((group.functional_code, group.version), (group, []))[1]
            transactions.append(_numbered(whole, header, len(transactions) + 1))
    if header is None:
        raise MalformedInterchange("none of the files holds a transaction")
    number = header.control_number if control_number is None else f"{control_number:09d}"
    if not (number.isascii() and number.isdecimal()):
        raise MalformedInterchange(f"{number!r} is no control number to count on from", segment=1, element="ISA13")
    renumbered = [
        (replace(group, control_number=str(int(number) + place)), transactions)
        for place, (group, transactions) in enumerate(groups.values())
    ]
    return framed(replace(header, control_number=number), renumbered)


def _same_partners(header: InterchangeHeader, whole: Whole, name: str) -> None:
    other = whole.opened.interchange
    if (header.sender, header.receiver, header.usage) != (other.sender, other.receiver, other.usage):
        message = (
            f"goes from {other.sender} to {other.receiver} ({other.usage}), the first file "
            f"from {header.sender} to {header.receiver} ({header.usage})"
        )
        raise MalformedInterchange(message, file=name, segment=1, element="ISA06")


def _numbered(whole: Whole, header: InterchangeHeader, number: int) -> list[str]:
    """The transaction with ST02 and SE02 of its new place."""
    texts = with_delimiters(whole.texts, whole.opened.interchange.delimiters, header.delimiters)
    separator = header.delimiters.element
    opening = texts[0].split(separator)
    opening[2:3] = [f"{number:04d}"]
    return [separator.join(opening), *texts[1:]]
