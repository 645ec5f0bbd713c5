"""The pieces of one 835 as they come: header, groups, claims and provider adjustments, and the sums they make."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from cleanclaim.core.remittance.balance import Totals, claim_sums, out_of_balance, total_sums
from cleanclaim.core.remittance.pieces import Claims, Part, Piece, claim_starts, texts_of
from cleanclaim.core.remittance.read_claim import ClaimReader
from cleanclaim.core.remittance.read_header import MISPLACED, HeaderReader
from cleanclaim.core.remittance.runs import MOST
from cleanclaim.core.remittance.value import ClaimGroup, ClaimPayment, ProviderAdjustment, Remittance, RemittanceEnd
from cleanclaim.core.x12 import Delimiters
from cleanclaim.core.x12.errors import MalformedSegment, X12Error

RemittanceEvent = Remittance | ClaimPayment | ProviderAdjustment | RemittanceEnd | X12Error
_OPENERS = {"LX", "PLB", "SE"}
_ONE_GROUP = [ClaimGroup()]


class Readers:
    """What reads the pieces of one interchange, and remembers what repeats in it."""

    def __init__(self, delimiters: Delimiters) -> None:
        self.delimiters = delimiters
        self.claim = ClaimReader(delimiters)
        self.header = HeaderReader(self.claim.elements)


class Assembly:
    """One transaction.  Its last piece waits until the next one opens, since a long claim comes in several parts."""

    def __init__(self, control_number: str, readers: Readers, *, file: str, claims: int, pairs: int) -> None:
        self.claims, self.pairs = claims, pairs  # how many there are up to here, over the whole file
        self._control_number, self._readers, self._file = control_number, readers, file
        self._opening: list[Piece] = []  # ST
        self._waiting: list[Piece] = []
        self._header: Remittance | None = None
        self._head: list[Piece] | None = None  # what the header was read from
        self._groups: list[ClaimGroup] = []
        self._pairs: list[ProviderAdjustment] = []  # of the last PLB
        self._totals = Totals()
        self._read = self._unread = self._errors = 0

    def take(self, part: Part) -> Iterator[RemittanceEvent]:
        """What is complete now that this part has come."""
        delimiters = self._readers.delimiters
        if part.name == "ST":
            self._opening = [Piece(part.text, part.number, part.offset)]
            return
        starts = claim_starts(part.text, delimiters)
        if starts[0]:
            if part.name in _OPENERS:
                yield from self._told()
            if part.name != "SE":
                self._waiting.append(Piece(part.text[: starts[0]], part.number, part.offset))
        if len(starts) > 1:
            yield from self._told()
            claims = Claims(part, starts, delimiters)
            yield from self._read_claims(claims.texts(), lambda at: [claims.piece(at)])
            self._waiting = [claims.piece(claims.last)]

    def end(self, problems: Sequence[X12Error]) -> Iterator[RemittanceEvent]:
        """What the last piece says, what is wrong with the SE, and the sums."""
        yield from self._told()
        self._errors += len(problems)
        yield from problems
        amount = self._header.amount if self._header else 0
        totals = self._totals.sums(amount)
        failing = [one for one in total_sums(amount, totals[2].computed) if not one.holds]
        if self._header and failing and not self._unread:
            error = out_of_balance(f"remittance {self._header.trace_number}", failing)
            error.totals, error.element, error.loop = totals, "BPR02", "header"
            yield self._placed(error, self._head or [], 0)
        groups = () if self._groups == _ONE_GROUP and self._read else tuple(self._groups)
        yield RemittanceEnd(self._control_number, self._read, self._errors, totals, groups)

    def _told(self) -> Iterable[RemittanceEvent]:
        pieces, self._waiting = self._waiting, []
        if self._head is None:
            self._head = pieces
            return list(self._read_header(pieces))
        if not pieces:
            return ()
        name = self._name(pieces[0].text)
        if name == "CLP":
            return self._read_claims(["".join(piece.text for piece in pieces)], lambda _: pieces)
        return list(self._read_group(pieces) if name == "LX" else self._read_plb(pieces))

    def _read_header(self, pieces: list[Piece]) -> Iterator[RemittanceEvent]:
        try:
            self._header = self._readers.header.header(self._texts(pieces), self._control_number)
            yield self._header
        except MalformedSegment as error:
            yield self._unreadable(error, pieces)

    def _read_group(self, pieces: list[Piece]) -> Iterator[RemittanceEvent]:
        self._groups.append(ClaimGroup())
        try:
            self._groups[-1] = self._readers.header.group(self._texts(pieces))
        except MalformedSegment as error:
            yield self._unreadable(error, pieces)

    def _read_claims(self, texts: Iterable[str], pieces: Callable[[int], list[Piece]]) -> Iterator[RemittanceEvent]:
        """Claims that follow each other, each with the pieces that it was sent in."""
        usual, add_proven, group = self._readers.claim.usual, self._totals.add_proven, len(self._groups)
        for at, text in enumerate(texts):
            self.claims += 1
            claim = usual(text, group, self.claims)
            if claim is None:
                yield self._read_claim(text, group, pieces, at)
            else:
                self._read += 1
                add_proven(claim)
                yield claim

    def _read_claim(self, text: str, group: int, pieces: Callable[[int], list[Piece]], at: int) -> RemittanceEvent:
        """A claim of any shape, which may not add up."""
        try:
            claim = self._readers.claim.read(text, group, self.claims)
        except MalformedSegment as error:
            return self._unreadable(error, pieces(at))
        self._read += 1
        return claim if self._totals.add(claim) else self._unbalanced(claim, pieces(at))

    def _read_plb(self, pieces: list[Piece]) -> Iterator[RemittanceEvent]:
        text, *strays = self._texts(pieces)
        try:
            found = self._readers.header.provider_adjustments(text, self.pairs + 1)
        except MalformedSegment as error:
            yield self._unreadable(error, pieces)
        else:
            last, self._pairs = self._pairs, found
            if last and len(last) < MOST and _payee(last[0]) == _payee(found[0]):
                found = [replace(found[0], apart=True), *found[1:]]
            self.pairs += len(found)
            self._totals.provider_adjustments += sum(pair.amount for pair in found)
            yield from found
        if strays:
            name = self._name(strays[0])
            message = f"{name[:20]!r} stands after PLB"
            yield self._unreadable(MalformedSegment(message, segment=1, element=name, code=MISPLACED), pieces)

    def _unbalanced(self, claim: ClaimPayment, pieces: list[Piece]) -> X12Error:
        """At the SVC or CLP that states what does not add up."""
        tried = claim_sums(claim)
        failing = [one for one in tried if not one.holds]
        number = next((at for at, one in enumerate(tried, start=1) if not one.holds), 0)
        error = out_of_balance(f"835 {self._control_number}", failing)
        is_line = number <= len(claim.lines)
        error.claim, error.totals = claim, self._totals.sums(self._header.amount if self._header else 0)
        error.loop, error.element = ("2110", "SVC03") if is_line else ("2100", "CLP04")
        starts = [at for at, text in enumerate(self._texts(pieces)) if self._name(text) == "SVC"]
        return self._placed(error, pieces, starts[number - 1] if is_line else 0)

    def _unreadable(self, error: X12Error, pieces: list[Piece]) -> X12Error:
        self._unread += 1
        return self._placed(error, pieces, error.segment)

    def _placed(self, error: X12Error, pieces: list[Piece], at: int) -> X12Error:
        """The error at segment `at`, from 0, of the pieces."""
        self._errors += 1
        error.file = self._file
        for piece in pieces or self._opening:
            size = piece.text.count(self._readers.delimiters.segment)
            if at < size:
                error.segment = piece.number + at
                error.offset = piece.offset(error.segment)
                break
            at -= size
        return error

    def _name(self, text: str) -> str:
        delimiters = self._readers.delimiters
        return text.partition(delimiters.segment)[0].partition(delimiters.element)[0]

    def _texts(self, pieces: list[Piece]) -> list[str]:
        return texts_of(pieces, self._readers.delimiters)


def _payee(pair: ProviderAdjustment) -> tuple[object, object]:
    return pair.provider, pair.fiscal_year_end
