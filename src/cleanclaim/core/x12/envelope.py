"""The envelope of X12 (ISA, GS, ST … SE, GE, IEA): its counts and control numbers, and what does not agree."""

from msgspec.structs import replace

from cleanclaim.core.x12.errors import MalformedInterchange, X12Error
from cleanclaim.core.x12.segment import Delimiters, Group, InterchangeHeader, Segment, Transaction

Part = InterchangeHeader | Transaction | Segment | X12Error


class EnvelopeReader:
    """Takes envelope segments one by one; `body` gathers what stands between them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.body: list[Segment] = []
        self._ready: list[Part] = []
        self._waiting: Transaction | None = None  # until its group and interchange are seen to end well
        self._header: InterchangeHeader | None = None
        self._group: Group | None = None
        self._opening: Segment | None = None  # ST
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
                self._acknowledged(segment)

    def end(self, last: int) -> None:
        """The file ends after segment `last`."""
        self._close_all(last)
        self._release()

    def ready(self) -> list[Part]:
        """What is complete since the last call."""
        parts, self._ready = self._ready, []
        return parts

    def _interchange_opens(self, isa: Segment, delimiters: Delimiters) -> None:
        self._close_all(0)
        self._release()
        self._header = header_of(isa, delimiters)
        self._groups = 0
        self._has_only_acknowledgments = False
        self._ready.append(self._header)

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
        self._stray()
        self._release()
        self._opening = st
        self._transactions += 1

    def _transaction_closes(self, se: Segment) -> None:
        if self._opening is None:
            self._blame("SE closes no ST", se, "SE", "")
            return
        problems = []
        count = len(self.body) + 2
        if se[1].lstrip("0") != str(count):
            problems.append(self._error(f"SE01 says {se[1]} segments, there are {count}", se, "SE01", "4"))
        if se[2].strip() != self._opening[2].strip():
            message = f"SE02 {se[2]} is not the control number of its ST, {self._opening[2]}"
            problems.append(self._error(message, se, "SE02", "3"))
        self._complete((self._opening, *self.body, se), problems)

    def _group_closes(self, ge: Segment) -> None:
        self._close_transaction(ge.number)
        if self._group is None:
            self._blame("GE closes no GS", ge, "GE", "")
            return
        if ge[1].lstrip("0") != str(self._transactions):
            self._blame(f"GE01 says {ge[1]} transactions, there are {self._transactions}", ge, "GE01", "5")
        if _number(ge[2]) != _number(self._group.control_number):
            self._blame(
                f"GE02 {ge[2]} is not the control number of its GS, {self._group.control_number}", ge, "GE02", "4"
            )
        self._stray()
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
        self._stray()
        self._release()
        self._header = None

    def _acknowledged(self, ta1: Segment) -> None:
        if self._opening is not None:
            self.body.append(ta1)
        else:
            self._has_only_acknowledgments = self._groups == 0
            self._ready.append(ta1)

    def _close_all(self, number: int) -> None:
        """Whatever is still open ends here, without its trailer."""
        self._close_group(number)
        if self._header is not None:
            self._blame("IEA is missing", Segment(number, ("IEA",)), "IEA", "023")
            self._header = None
        self._stray()

    def _close_group(self, number: int) -> None:
        self._close_transaction(number)
        if self._group is not None:
            self._blame("GE is missing", Segment(number, ("GE",)), "GE", "3")
            self._group = None

    def _close_transaction(self, number: int) -> None:
        if self._opening is None:
            return
        missing = self._error("SE is missing: the transaction is cut off", Segment(number, ("SE",)), "SE", "2")
        self._complete((self._opening, *self.body), [missing])

    def _complete(self, segments: tuple[Segment, ...], problems: list[X12Error]) -> None:
        assert self._header is not None
        assert self._group is not None
        st = segments[0]
        version, number = st[3].strip() or self._group.version, st[2].strip()
        self._release()
        self._waiting = Transaction(
            st[1].strip(), version, number, segments, self._group, self._header, self.file, tuple(problems)
        )
        self._opening, self.body = None, []

    def _stray(self) -> None:
        """Segments between the envelopes belong to nothing."""
        if self.body:
            first, self.body = self.body[0], []
            self._blame(f"{first.id[:20]!r} stands outside ST … SE", first, first.id[:20], "")

    def _blame(self, message: str, segment: Segment, element: str, code: str) -> None:
        """The transaction that waits has the problem; where there is none, the interchange has it."""
        error = self._error(message, segment, element, code)
        if self._waiting is not None:
            self._waiting = replace(self._waiting, problems=(*self._waiting.problems, error))
        else:
            self._ready.append(error)

    def _error(self, message: str, segment: Segment, element: str, code: str) -> X12Error:
        return MalformedInterchange(message, file=self.file, segment=segment.number, element=element, code=code)

    def _release(self) -> None:
        if self._waiting is not None:
            self._ready.append(self._waiting)
            self._waiting = None


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
