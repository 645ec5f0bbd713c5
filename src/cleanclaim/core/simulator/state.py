"""Everything the simulator remembers, as one value that serializes to JSON (`msgspec.json.encode`).

It is changed in place by `receive`, `pay` and `answer`: a year of claims is kept without copying it for each file.
"""

from datetime import date, datetime

from msgspec import Struct

from cleanclaim.core.claim.value import Claim
from cleanclaim.core.remittance.value import ClaimPayment, Remittance
from cleanclaim.core.simulator.book import PayerBook


class Route(Struct, frozen=True):
    """Who sent a file to whom; the answers go the other way."""

    sender: str
    receiver: str
    sender_qualifier: str = "ZZ"
    receiver_qualifier: str = "ZZ"
    sender_code: str = ""  # GS02
    receiver_code: str = ""  # GS03
    usage: str = "T"  # ISA15


class Used(Struct):
    """What a member has paid of the yearly limits through our claims."""

    deductible: int = 0
    out_of_pocket: int = 0


class Accepted(Struct, frozen=True):
    """A claim that waits for its pay day."""

    claim: Claim
    payer_id: str
    control_number: str  # the payer's, CLP07
    received_at: datetime
    due_on: date
    route: Route
    replaces: str = ""  # control number of the answer that a frequency 7 or 8 is about
    due_at: datetime | None = None  # the moment it is due when the payers are in a hurry


class Answered(Struct):
    """What was answered to a claim and stands."""

    accepted: Accepted
    payments: tuple[ClaimPayment, ...]
    paid_on: date
    is_reversed: bool = False

    @property
    def paid(self) -> int:
        return sum(payment.paid for payment in self.payments)


class Later(Struct, frozen=True):
    """Something a payer will do to an answer on a later pay day: the other half, or a takeback."""

    act: str  # second_half, correction, termination
    due_on: date
    control_number: str
    payments: tuple[ClaimPayment, ...] = ()


class Repeated(Struct, frozen=True):
    """A remittance that will be sent once more."""

    due_on: date
    remittance: Remittance
    route: Route


class LateFile(Struct, frozen=True):
    """An acknowledgment that is written and leaves later."""

    due_on: date
    name: str
    content: bytes


class Debt(Struct, frozen=True):
    """What a payee owes a payer from an 835 that would have been negative."""

    amount: int
    reference: str


class Settled(Struct, frozen=True):
    """One claim's answer on its way into a remittance: its CLPs, and what goes into PLB with them."""

    accepted: Accepted
    payments: tuple[ClaimPayment, ...]
    provider_adjustments: tuple[tuple[str, str, int], ...] = ()  # code, reference, amount


class State(Struct):
    """The simulator between two calls."""

    seed: int
    book: PayerBook
    control_number: int = 0  # the last interchange written
    claim_number: int = 0
    trace_number: int = 0
    accepted: list[Accepted] = []
    answered: dict[str, Answered] = {}
    seen: dict[str, str] = {}  # what makes a claim a duplicate → control number
    services: dict[str, str] = {}  # what makes a line a duplicate → control number
    used: dict[str, Used] = {}
    later: list[Later] = []
    repeated: list[Repeated] = []
    late_files: list[LateFile] = []
    debts: dict[str, list[Debt]] = {}  # by payer and payee
    interchanges: dict[str, str] = {}  # sender and ISA13 of every file taken in → its digest


def opened(book: PayerBook, *, seed: int) -> State:
    """A simulator that has received nothing yet."""
    return State(seed=seed, book=book)


def claim_control_number(state: State, payer_id: str, on: date) -> str:
    """The payer's next own number for a claim: year, day of the year, running number."""
    state.claim_number += 1
    return f"{payer_id[:3]}{on:%y%j}{state.claim_number:07d}"


def original(control_number: str) -> str:
    """The number under which both halves of a split answer are kept."""
    return control_number[:-1] if control_number[-1:] in {"A", "B"} else control_number


def used_by(state: State, payer_id: str, member_id: str, year: int) -> Used:
    """The member's year, opened when first asked for."""
    return state.used.setdefault(f"{payer_id}|{member_id}|{year}", Used())
