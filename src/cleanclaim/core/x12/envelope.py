"""The envelope of X12 (ISA, GS, ST … SE, GE, IEA): its counts and control numbers, and what does not agree."""

from msgspec import Struct

from cleanclaim.core.x12.errors import MalformedInterchange, X12Error
from cleanclaim.core.x12.segment import Delimiters, Group, InterchangeHeader, Segment


class Opened(Struct, frozen=True):
    """ST, with the envelope around it."""

    kind: str  # ST01: "837"
    version: str  # ST03, else GS08
    control_number: str  # ST02
    segment: Segment
    group: Group
    interchange: InterchangeHeader


class Closed(Struct, frozen=True):
    """The end of a transaction: its SE, None when it is cut off, and what the SE says wrongly."""

    segment: Segment | None
    problems: tuple[X12Error, ...] = ()


Event = InterchangeHeader | Opened | Closed | Segment | X12Error
"""What an envelope segment means; a Segment is a TA1, an X12Error concerns the transaction before it, if any."""


class EnvelopeReader:
    """Takes envelope segments one by one, and tells what they mean: `events` is emptied by who reads it."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.transaction: Opened | None = None  # the open one
        self._header: InterchangeHeader | None = None
        self._group: Group | None = None
        self._groups = self._transactions = 0
        self._has_only_acknowledgments = False  # senders of a lone TA1 write 0 or 1 in IEA01

    def take(self, segment: Segment, delimiters: Delimiters) -> None:
        """One of ISA, GS, ST, SE, GE, IEA, TA1."""
        match segment.id:
            case "ISA":
                self._interchange_opens(segment, delimiters)
            case "GS":
                self._group_opens(segment)
            case "ST":
                self._transaction_opens(segment)
            case "SE":
                self._transaction_closes(segment)
            case "GE":
                self._group_closes(segment)
            case "IEA":
                self._interchange_closes(segment)
            case _:
                self._has_only_acknowledgments = self._groups == 0
                self.events.append(segment)

    def stray(self, segment: Segment) -> None:
        """A segment between the envelopes belongs to nothing."""
        self._blame(f"{segment.id[:20]!r} stands outside ST … SE", segment, segment.id[:20], "")

    def end(self, last: int) -> None:
        """The file ends after segment `last`, or another ISA follows: whatever is still open has no trailer."""
        self._close_group(last)
        if self._header is not None:
            self._blame("IEA is missing", Segment(last, ("IEA",)), "IEA", "023")
            self._header = None

    def _interchange_opens(self, isa: Segment, delimiters: Delimiters) -> None:
        self._header = header_of(isa, delimiters)
        self._groups = 0
        self._has_only_acknowledgments = False
        self.events.append(self._header)

    def _group_opens(self, gs: Segment) -> None:
        if self._header is None:
            raise MalformedInterchange("GS stands outside ISA … IEA", segment=gs.number, element="GS", code="024")
        self._close_group(gs.number)
        self._groups += 1
        self._transactions = 0
        self._has_only_acknowledgments = False
        self._group = Group(gs[1], gs[2].strip(), gs[3].strip(), gs[6], gs[8].strip(), gs[4], gs[5])

    def _transaction_opens(self, st: Segment) -> None:
        if self._header is None or self._group is None:
            raise MalformedInterchange("ST stands outside GS … GE", segment=st.number, element="ST", code="024")
        self._close_transaction(st.number)
        self._transactions += 1
        version = st[3].strip() or self._group.version
        self.transaction = Opened(st[1].strip(), version, st[2].strip(), st, self._group, self._header)
        self.events.append(self.transaction)

    def _transaction_closes(self, se: Segment) -> None:
        if self.transaction is None:
            self._blame("SE closes no ST", se, "SE", "")
            return
        problems = []
        count = se.number - self.transaction.segment.number + 1
        if se[1].lstrip("0") != str(count):
            problems.append(_error(f"SE01 says {se[1]} segments, there are {count}", se, "SE01", "4"))
        if se[2].strip() != self.transaction.control_number:
            message = f"SE02 {se[2]} is not the control number of its ST, {self.transaction.segment[2]}"
            problems.append(_error(message, se, "SE02", "3"))
        self.transaction = None
        self.events.append(Closed(se, tuple(problems)))

    def _group_closes(self, ge: Segment) -> None:
        self._close_transaction(ge.number)
        if self._group is None:
            self._blame("GE closes no GS", ge, "GE", "")
            return
        if ge[1].lstrip("0") != str(self._transactions):
            self._blame(f"GE01 says {ge[1]} transactions, there are {self._transactions}", ge, "GE01", "5")
        if _number(ge[2]) != _number(self._group.control_number):
            message = f"GE02 {ge[2]} is not the control number of its GS, {self._group.control_number}"
            self._blame(message, ge, "GE02", "4")
        self._group = None

    def _interchange_closes(self, iea: Segment) -> None:
        self._close_group(iea.number)
        if self._header is None:
            self._blame("IEA closes no ISA", iea, "IEA", "")
            return
        if _number(iea[1]) != str(self._groups) and not self._has_only_acknowledgments:
            self._blame(f"IEA01 says {iea[1]} groups, there are {self._groups}", iea, "IEA01", "021")
        if _number(iea[2]) != _number(self._header.control_number):
            message = f"IEA02 {iea[2]} is not the control number of its ISA, {self._header.control_number}"
            self._blame(message, iea, "IEA02", "001")
        self._header = None

    def _close_group(self, number: int) -> None:
        self._close_transaction(number)
        if self._group is not None:
            self._blame("GE is missing", Segment(number, ("GE",)), "GE", "3")
            self._group = None

    def _close_transaction(self, number: int) -> None:
        if self.transaction is None:
            return
        missing = _error("SE is missing: the transaction is cut off", Segment(number, ("SE",)), "SE", "2")
        self.transaction = None
        self.events.append(Closed(None, (missing,)))

    def _blame(self, message: str, segment: Segment, element: str, code: str) -> None:
        self.events.append(_error(message, segment, element, code))


def _error(message: str, segment: Segment, element: str, code: str) -> X12Error:
    return MalformedInterchange(message, segment=segment.number, element=element, code=code)


def header_of(isa: Segment, delimiters: Delimiters) -> InterchangeHeader:
    """ISA as a value."""
    return InterchangeHeader(
        sender_qualifier=isa[5].strip(),
        sender=isa[6].strip(),
        receiver_qualifier=isa[7].strip(),
        receiver=isa[8].strip(),
        date=isa[9].strip(),
        time=isa[10].strip(),
        control_number=isa[13].strip(),
        usage=isa[15].strip(),
        acknowledgment_requested=isa[14].strip(),
        version=isa[12].strip(),
        delimiters=delimiters,
    )


def _number(text: str) -> str:
    """A control number without padding: 000000001 and 1 are the same."""
    return text.strip().lstrip("0") or "0"
