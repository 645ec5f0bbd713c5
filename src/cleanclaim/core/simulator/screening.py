"""What a payer's front door turns away (277CA): claims that never reach adjudication, and may be sent again as new.

Its rules are its own and overlap ours only in part.
"""

from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct

from cleanclaim.core.acknowledgment.value import ClaimStatus
from cleanclaim.core.claim.value import Claim
from cleanclaim.core.identifiers import is_npi
from cleanclaim.core.simulator import chance
from cleanclaim.core.simulator.answers import REPLACEMENT, VOID, seen_key
from cleanclaim.core.simulator.book import SimPayer, rate
from cleanclaim.core.simulator.members import Standing, member
from cleanclaim.core.simulator.state import State, original

_UNPROCESSABLE, _MISSING, _INVALID = "A3", "A6", "A7"
_SUBSCRIBER, _BILLING, _RENDERING, _REFERRING = "IL", "85", "82", "DN"
# What single claims of a batch are turned away for without a cause that we could see: category, status, entity.
_WITHOUT_CAUSE = (("A7", "164", "IL"), ("A7", "500", "85"), ("A7", "145", "85"), ("A3", "33", "IL"))


class Door(Struct, frozen=True):
    """What the checks of one claim look at."""

    state: State
    payer: SimPayer
    claim: Claim
    on: date

    def rejects(self, category: str, status: str, entity: str = "") -> ClaimStatus:
        return ClaimStatus(category, status, entity, "U", self.on, self.claim.total_charge)


def screen(state: State, payer: SimPayer | None, claim: Claim, *, on: date) -> ClaimStatus | None:
    """The first reason to turn the claim away, or None."""
    if payer is None:
        return ClaimStatus(_UNPROCESSABLE, "116", "", "U", on, claim.total_charge)
    door = Door(state, payer, claim, on)
    return next((found for check in _CHECKS for found in check(door)), None)


def _subscriber(door: Door) -> Iterator[ClaimStatus]:
    who = door.claim.subscriber
    if not who.member_id or member(door.state.seed, door.payer, who.member_id).standing is Standing.UNKNOWN:
        yield door.rejects(_INVALID, "164", _SUBSCRIBER)
    if not who.birth_date and door.claim.patient is None and not who.is_organization:
        yield door.rejects(_MISSING, "158", _SUBSCRIBER)


def _providers(door: Door) -> Iterator[ClaimStatus]:
    claim = door.claim
    if not is_npi(claim.billing.npi):
        yield door.rejects(_INVALID, "562", _BILLING)
    for entity, party in ((_RENDERING, claim.rendering), (_REFERRING, claim.referring)):
        if party and party.npi and not is_npi(party.npi):
            yield door.rejects(_INVALID, "562", entity)
    if not claim.billing.tax_id and not claim.billing.ssn:
        yield door.rejects(_INVALID, "128", _BILLING)
    if door.payer.needs_taxonomy and not claim.billing.taxonomy:
        yield door.rejects(_INVALID, "145", _BILLING)


def _services(door: Door) -> Iterator[ClaimStatus]:
    claim = door.claim
    if not claim.lines or not all(line.procedure or line.revenue_code for line in claim.lines):
        yield door.rejects(_INVALID, "454")
    if not claim.diagnoses:
        yield door.rejects(_INVALID, "255")
    if sum(line.charge for line in claim.lines) != claim.total_charge:
        yield door.rejects(_INVALID, "400")


def _dates(door: Door) -> Iterator[ClaimStatus]:
    claim = door.claim
    if claim.service_from is None:
        yield door.rejects(_MISSING, "187")
    elif claim.service_to and claim.service_to > door.on:
        yield door.rejects(_INVALID, "187")
    if door.payer.needs_accident_date and not (claim.accident and claim.accident.on):
        yield door.rejects(_MISSING, "727")


def _replacement(door: Door) -> Iterator[ClaimStatus]:
    """A replacement or void names an answer of ours that still stands."""
    if door.claim.frequency not in {REPLACEMENT, VOID}:
        return
    earlier = door.state.answered.get(original(door.claim.payer_claim_control_number))
    if earlier is None or earlier.is_reversed or earlier.accepted.payer_id != door.payer.payer_id:
        yield door.rejects(_INVALID if door.claim.payer_claim_control_number else _MISSING, "464")


def _duplicate(door: Door) -> Iterator[ClaimStatus]:
    if seen_key(door.payer.payer_id, door.claim) in door.state.seen:
        yield door.rejects(_UNPROCESSABLE, "54")


def _without_cause(door: Door) -> Iterator[ClaimStatus]:
    """Drawn for the claim as it is: sent again with anything changed it meets another draw."""
    claim = door.claim
    about = (claim.control_number, claim.billing.npi, claim.payer_claim_control_number, door.on)
    if chance.happens(rate(door.payer, "partial_batch_accept"), door.state.seed, "partial_batch_accept", *about):
        yield door.rejects(*chance.pick(_WITHOUT_CAUSE, door.state.seed, "without cause", *about))


_CHECKS: tuple[Callable[[Door], Iterator[ClaimStatus]], ...] = (
    _subscriber,
    _providers,
    _services,
    _dates,
    _replacement,
    _duplicate,
    _without_cause,
)
