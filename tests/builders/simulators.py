"""Simulated payers that do what a test needs, and nothing by chance."""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import structs
from tests.builders.sim_claims import SENT_AT, an_837

from cleanclaim.core.claim.value import Claim
from cleanclaim.core.ports import ReceivedFile
from cleanclaim.core.remittance import ClaimPayment, Remittance, read_remittances
from cleanclaim.core.simulator import PayerBook, State, demo_book, opened, pay, quirks, receive

LATER = date(2026, 7, 1)


def a_simulator(*, seed: int = 7, denials: dict[str, int] | None = None, **rates: int) -> State:
    """The payers of `a_book`, opened."""
    return opened(a_book(denials=denials, **rates), seed=seed)


def a_book(*, denials: dict[str, int] | None = None, **rates: int) -> PayerBook:
    """The demo's payers with every quirk off but those given (rate in a thousand), and only the denials given."""
    off = {key: 0 for key, quirk in quirks().items() if key not in {"sequestration", "mppr_reduction", "crossover"}}
    payers = (structs.replace(payer, quirks={**off, **rates}, denials=denials or {}) for payer in demo_book().payers)
    return PayerBook(tuple(payers))


def sent(state: State, *claims: Claim, number: int = 1, at: datetime = SENT_AT) -> tuple[ReceivedFile, ...]:
    """The files that answer a batch at once."""
    _, files = receive(state, an_837(*claims, number=number, at=at), on=at)
    return files


def paid(state: State, on: date = LATER) -> list[Remittance]:
    """Every remittance that is due by then; a damaged one fails the test."""
    _, files = pay(state, on=on)
    found = [one for file in files if file.name.startswith("835") for one in read_remittances(file.content)]
    assert all(isinstance(one, Remittance) for one in found), found
    return found


def answers(remittances: Sequence[Remittance]) -> list[ClaimPayment]:
    return [claim for remittance in remittances for claim in remittance.claims]


def the_answer(
    state: State, claim: Claim, *, number: int = 1, at: datetime = SENT_AT, on: date = LATER
) -> ClaimPayment:
    """Send one claim, wait, and read its one answer."""
    sent(state, claim, number=number, at=at)
    (answer,) = answers(paid(state, on))
    return answer


def reasons(answer: ClaimPayment) -> dict[str, int]:
    """`{"CO-45": 4724}`: cents by group and reason."""
    found: dict[str, int] = {}
    for adjustment in answer.all_adjustments:
        key = f"{adjustment.group}-{adjustment.reason}"
        found[key] = found.get(key, 0) + adjustment.amount
    return found
