"""What a file holds, counted and summed without making values of it."""

from msgspec import Struct

from cleanclaim.core import money
from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.x12.envelope import Closed, Opened
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.segment import InterchangeHeader
from cleanclaim.core.x12.stream import Part, Source, read_stream

_SERVICE_LINES = {"837": frozenset({"SV1", "SV2", "SV3"}), "835": frozenset({"SVC"})}


class Counts(Struct):
    """Counts and sums of files; amounts are cents, as stated by the claims (CLM02, CLP03, CLP04)."""

    files: int = 0
    bytes: int = 0
    interchanges: int = 0
    groups: int = 0
    transactions: int = 0
    segments: int = 0
    claims: int = 0  # CLM of an 837, CLP of an 835
    lines: int = 0  # SV1, SV2, SV3; SVC
    charged: int = 0
    paid: int = 0
    by_transaction: dict[str, int] = {}
    problems: list[str] = []  # what could not be read, and so is in no sum; what counts say wrongly `check` tells

    def add(self, other: "Counts") -> None:
        """Take the counts of another file into these."""
        for name in ("files", "bytes", "interchanges", "groups", "transactions", "segments", "claims", "lines"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.charged += other.charged
        self.paid += other.paid
        for kind, number in other.by_transaction.items():
            self.by_transaction[kind] = self.by_transaction.get(kind, 0) + number
        self.problems += other.problems


def count(source: Source, *, file: str = "") -> Counts:
    """The counts of one file.  What cannot be read is a problem, never left out in silence."""
    counts = Counts(files=1, by_transaction={}, problems=[])
    kind, group = "", None
    try:
        for event in read_stream(source, file=file):
            match event:
                case Part():
                    _part(event, kind, counts, file)
                case Opened():
                    kind = event.kind
                    counts.transactions += 1
                    counts.by_transaction[kind] = counts.by_transaction.get(kind, 0) + 1
                    if event.group is not group:
                        group = event.group
                        counts.groups += 1
                case Closed(segment=None):
                    counts.problems += map(str, event.problems)
                case InterchangeHeader():
                    counts.interchanges += 1
    except X12Error as error:
        counts.problems.append(str(error))
    return counts


def _part(part: Part, kind: str, counts: Counts, file: str) -> None:
    counts.segments += len(part.texts)
    lines = _SERVICE_LINES.get(kind)
    if lines is None:
        return
    counts.lines += sum(text[:3] in lines for text in part.texts)
    opener = part.texts[0][:3]
    if kind == "837" and opener == "CLM":
        counts.claims += 1
        counts.charged += _amount(part, 2, counts, file)
    elif kind == "835" and opener == "CLP":
        counts.claims += 1
        counts.charged += _amount(part, 3, counts, file)
        counts.paid += _amount(part, 4, counts, file)


def _amount(part: Part, position: int, counts: Counts, file: str) -> int:
    segment = part.first
    try:
        return money.cents(segment[position])
    except MalformedAmount as error:
        place = ", ".join(filter(None, (file, f"segment {segment.number}", f"{segment.id}{position:02d}")))
        counts.problems.append(f"{place}: {error}")
        return 0
