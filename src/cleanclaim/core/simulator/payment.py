"""Pay day: what is due becomes 835s, one for each payer, cycle date, payee and sender; each proven before it leaves."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time

from cleanclaim.core.ports import ReceivedFile
from cleanclaim.core.remittance.value import Payee, Remittance
from cleanclaim.core.remittance.write import write_835_interchange
from cleanclaim.core.simulator.answers import answer_claim
from cleanclaim.core.simulator.book import SimPayer
from cleanclaim.core.simulator.envelope import name_of, reply
from cleanclaim.core.simulator.remitting import Run, remit
from cleanclaim.core.simulator.state import Accepted, Later, Repeated, Route, Settled, State
from cleanclaim.core.simulator.takebacks import act_later

Key = tuple[date, str, str, Route]


def pay(state: State, *, on: date, at: datetime | None = None) -> tuple[State, tuple[ReceivedFile, ...]]:
    """Adjudicate and pay all that is due on or before `on`; late acknowledgments leave as well.

    With `at`, claims that were received in a hurry (see `receive`) and are due by that moment are paid as well.  The
    state given is changed and given back.
    """
    files = list(_late_files(state, on))
    runs: dict[Key, list[Settled]] = defaultdict(list)
    for cycle_date, accepted in _due(state, on, at):
        payer = _payer(state, accepted.payer_id)
        runs[_key(cycle_date, accepted)].append(answer_claim(state, accepted, payer, on=cycle_date))
    for later in _due_later(state, on):
        settled = act_later(state, later, on=later.due_on)
        if settled:
            runs[_key(later.due_on, settled.accepted)].append(settled)
    for repeated in _due_again(state, on):
        files.append(_written(state, repeated.remittance, repeated.route, repeated.due_on))
    for key in sorted(runs, key=lambda one: (one[0], one[1], one[2], one[3].sender)):
        cycle_date, payer_id, _, route = key
        settled_claims = runs[key]
        run = Run(_payer(state, payer_id), _payee(settled_claims[0].accepted), cycle_date, route)
        files.append(_written(state, remit(state, run, settled_claims), route, cycle_date))
    return state, tuple(files)


def _due(state: State, on: date, at: datetime | None) -> Iterator[tuple[date, Accepted]]:
    """Claims with their cycle date, in the order of their due dates, then as they came."""
    due: list[Accepted] = []
    waiting: list[Accepted] = []
    for accepted in state.accepted:
        hurried = at is not None and accepted.due_at is not None and accepted.due_at <= at
        (due if hurried or accepted.due_on <= on else waiting).append(accepted)
    state.accepted = waiting
    for accepted in sorted(due, key=lambda one: one.due_on):
        yield min(accepted.due_on, on), accepted


def _due_later(state: State, on: date) -> list[Later]:
    due = [later for later in state.later if later.due_on <= on]
    state.later = [later for later in state.later if later.due_on > on]
    return sorted(due, key=lambda later: later.due_on)


def _due_again(state: State, on: date) -> list[Repeated]:
    due = [repeated for repeated in state.repeated if repeated.due_on <= on]
    state.repeated = [repeated for repeated in state.repeated if repeated.due_on > on]
    return due


def _late_files(state: State, on: date) -> Iterator[ReceivedFile]:
    yield from (ReceivedFile(late.name, late.content) for late in state.late_files if late.due_on <= on)
    state.late_files = [late for late in state.late_files if late.due_on > on]


def _key(cycle_date: date, accepted: Accepted) -> Key:
    billing = accepted.claim.billing
    return cycle_date, accepted.payer_id, billing.npi or billing.tax_id, accepted.route


def _payer(state: State, payer_id: str) -> SimPayer:
    payer = state.book.payer(payer_id)
    assert payer is not None, f"a claim for {payer_id} was accepted"
    return payer


def _payee(accepted: Accepted) -> Payee:
    billing = accepted.claim.billing
    return Payee(name=billing.name, npi=billing.npi, tax_id=billing.tax_id, address=billing.address)


def _written(state: State, remittance: Remittance, route: Route, on: date) -> ReceivedFile:
    envelope = reply(state, route, at=datetime.combine(on, time(5, 30)))
    return ReceivedFile(name_of("835", state.control_number), write_835_interchange([remittance], envelope))
