"""Which of our claims each CLP answers, and its lines as they were billed.

Surest sign first: our claim number (CLP01), then the payer's (CLP07), unless the answer names somebody else.  Member,
dates and charge are only ever a proposal to a person, never a match.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import F, QuerySet
from msgspec import Struct

from cleanclaim.apps.claims.models import Claim, ClaimLine
from cleanclaim.apps.ledger.models import ChargeLine
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.choices import PayerKind, Pricing
from cleanclaim.apps.practices.contracts import Serviced, expected
from cleanclaim.apps.practices.models import Contract, ContractRate, Payer
from cleanclaim.apps.remittances.choices import MatchedBy
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.matching import BilledClaim, BilledLine, match_lines, speaks_of
from cleanclaim.core.ledger.posting.answers import AnsweredClaim
from cleanclaim.core.ledger.posting.terms import Terms
from cleanclaim.core.pricing import Expected
from cleanclaim.core.remittance.value import ClaimPayment, Remittance

NAMES = {
    "patient_name": F("patient__last_name"),
    "subscriber_name": F("coverage__subscriber_last_name"),
    "member_id": F("coverage__member_id"),
}
# What an answer has nothing to do with: how the claim was made, checked and sent.
OF_ITS_SENDING = (
    "snapshot", "sequence", "frequency", "corrects", "service_to", "filing_deadline", "hold_reason", "batch",
    "created_at", "first_sent_at", "was_clean_at_first", "found_at_first", "edits_version", "first_rejected_at",
)  # fmt: skip


class Billed(Struct, frozen=True):
    """A line of a claim: as it was sent, and who is billed for it, in their order."""

    sent: BilledLine
    payers: tuple[str, ...]


class Found(Struct, frozen=True):
    """A claim of ours with its lines, and the sign it was found by."""

    claim: Claim | None
    by: str
    lines: tuple[Billed, ...] = ()


def payer_of(remittance: Remittance) -> Payer:
    """Our payer behind the remittance, by its identifiers, then by name; one we do not know is added.

    Its money must have a party even when nothing of it can be matched.
    """
    identifiers = [remittance.payer.payer_id, *(value for _, value in remittance.payer.other_ids)]
    known = next(iter(_payers_numbered([each for each in identifiers if each])), None)
    known = known or Payer.objects.filter(name__iexact=remittance.payer.name).first()
    number = (remittance.payer.payer_id or remittance.originator or "UNKNOWN")[:20]
    known = known or Payer.objects.filter(payer_id=number).first()  # the same sender under another name
    return known or Payer.objects.create(
        name=(remittance.payer.name or "Unknown payer")[:60],
        payer_id=number,
        kind=PayerKind.COMMERCIAL,
        filing_code="CI",
    )


def claims_found(answers: Sequence[ClaimPayment]) -> list[Found]:
    """For each answer the claim it speaks of."""
    ours = {claim.control_number: claim for claim in _ours([each.patient_control_number for each in answers])}
    missing = [each for each in answers if each.patient_control_number not in ours]
    numbers = [each.payer_claim_control_number for each in missing if each.payer_claim_control_number]
    theirs = {claim.payer_claim_control_number: claim for claim in _theirs(numbers)}
    lines = lines_billed([claim.pk for claim in (*ours.values(), *theirs.values())])
    return [_found(each, ours, theirs, lines) for each in answers]


def lines_billed(claims: Sequence[int]) -> dict[int, tuple[Billed, ...]]:
    """{claim: its lines} of the claims with these keys."""
    found: dict[int, list[Billed]] = defaultdict(list)
    for claim, *values in _lines(claims):
        found[claim].append(_billed(*values))
    return {claim: tuple(lines) for claim, lines in found.items()}


def claims_like(answer: ClaimPayment, *, limit: int = 5) -> list[Claim]:
    """Claims a person might match by hand: same charge and day of service, else same member."""
    claims = Claim.objects.select_related("payer", "patient", "coverage").defer("snapshot").order_by("-service_from")
    same = claims.filter(charge=abs(answer.charge), service_from=answer.service_from) if answer.service_from else None
    if same is not None and same.exists():
        return list(same[:limit])
    member = (answer.subscriber or answer.patient).member_id
    return list(claims.filter(coverage__member_id=member)[:limit]) if member else []


def answered(
    found: Found,
    answer: ClaimPayment,
    *,
    source_key: str,
    payer: Payer,
    terms: "TermsBook",
    cash: str = chart.ERA,
) -> AnsweredClaim:
    """The CLP with what we know of it, as the core posts it."""
    match = match_lines(answer, [line.sent for line in found.lines])
    return AnsweredClaim(answer, match, _party(found, payer), source_key, terms.of(found), cash)


def _party(found: Found, payer: Payer) -> str:
    """Who answers: the remittance's payer where the lines are billed to it (a crossover answers the first payer's
    claim), else the claim's payer, which may go by another number in its 835s."""
    party = f"payer:{payer.pk}"
    is_its_own = found.claim is None or any(party in line.payers for line in found.lines)
    return party if is_its_own else f"payer:{found.claim.payer_id}"


class TermsBook:
    """Contracts and their rates, each read once for a remittance."""

    def __init__(self) -> None:
        self._contracts: dict[int, list[Contract]] = {}
        self._rates: dict[int, dict[tuple[str, str], int]] = {}

    def of(self, found: Found) -> Terms:
        """What was agreed for the claim's day of service."""
        if found.claim is None:
            return Terms()
        contract = self._contract(found.claim.payer_id, found.claim.service_from)
        if contract is None:
            return Terms(contracted=False)
        known = self._expected(contract, [line.sent for line in found.lines], found.claim.service_from)
        return Terms(allowed={line: each.allowed for line, each in known.items() if each.allowed is not None})

    def steps(self, claim: Claim, lines: Sequence[BilledLine], line: str) -> tuple[str, ...]:
        """How the contract leads to what it allows for a line of the claim, in words."""
        contract = self._contract(claim.payer_id, claim.service_from)
        known = self._expected(contract, lines, claim.service_from) if contract else {}
        return known[line].steps if line in known else ()

    def _expected(self, contract: Contract, lines: Sequence[BilledLine], on: date) -> dict[str, Expected]:
        places = _places(lines) if contract.pricing == Pricing.MEDICARE else {}
        serviced = [_serviced(each, places.get(each.line, "")) for each in lines]
        found = expected(contract, serviced, self._rates_of(contract), on=on)
        return {each.line: said for each, said in zip(lines, found, strict=True)}

    def _contract(self, payer_id: int, on: date) -> Contract | None:
        if payer_id not in self._contracts:
            self._contracts[payer_id] = _contracts(payer_id)
        return next((contract for contract in self._contracts[payer_id] if contract.is_in_force(on)), None)

    def _rates_of(self, contract: Contract) -> dict[tuple[str, str], int]:
        if contract.pk not in self._rates:
            rates = _rates(contract)
            self._rates[contract.pk] = {(procedure, modifier): allowed for procedure, modifier, allowed in rates}
        return self._rates[contract.pk]


@asked_often
def _contracts(payer_id: int) -> QuerySet[Contract]:
    return Contract.objects.filter(payer_id=payer_id).order_by("-effective_from")


@asked_often
def _rates(contract: Contract) -> QuerySet[ContractRate]:
    return ContractRate.objects.filter(contract=contract).values_list("procedure", "modifier", "allowed")


def _serviced(line: BilledLine, place: str) -> Serviced:
    return Serviced(line.procedure, line.charge, Decimal(line.units), ",".join(line.modifiers), place, line.service_on)


def _places(lines: Sequence[BilledLine]) -> dict[str, str]:
    """Where each line was done, which only Medicare's fee schedule goes by."""
    rows = ChargeLine.objects.filter(pk__in=[int(each.line) for each in lines])
    return {str(pk): place for pk, place in rows.values_list("pk", "location__place_of_service")}


@asked_often
def _payers_numbered(identifiers: list[str]) -> QuerySet[Payer]:
    return Payer.objects.filter(payer_id__in=identifiers).order_by("pk")[:1]


@asked_often
def _ours(numbers: list[str]) -> QuerySet[Claim]:
    return Claim.objects.filter(control_number__in=numbers).annotate(**NAMES).defer(*OF_ITS_SENDING).order_by("pk")


@asked_often
def _theirs(numbers: list[str]) -> QuerySet[Claim]:
    claims = Claim.objects.filter(payer_claim_control_number__in=numbers)
    return claims.annotate(**NAMES).defer(*OF_ITS_SENDING).order_by("pk")


@asked_often
def _lines(claims: list[int]) -> QuerySet[ClaimLine]:
    lines = ClaimLine.objects.filter(claim__id__in=claims).order_by("claim_id", "number")
    charged = ("line__procedure", "line__modifiers", "line__units", "line__charge", "line__service_on", "line__payers")
    return lines.values_list("claim_id", "line_id", "control_number", *charged)


def _found(
    answer: ClaimPayment, ours: dict[str, Claim], theirs: dict[str, Claim], lines: dict[int, tuple[Billed, ...]]
) -> Found:
    if (claim := ours.get(answer.patient_control_number)) and speaks_of(answer, _as_billed(claim)):
        return Found(claim, MatchedBy.CONTROL_NUMBER, lines.get(claim.pk, ()))
    if (claim := theirs.get(answer.payer_claim_control_number)) and speaks_of(answer, _as_billed(claim)):
        return Found(claim, MatchedBy.PAYER_NUMBER, lines.get(claim.pk, ()))
    return Found(None, MatchedBy.NONE)


def _as_billed(claim: Claim) -> BilledClaim:
    names = (claim.patient_name, claim.subscriber_name or "")
    return BilledClaim(names, (claim.member_id or "",), claim.service_from, claim.charge)


def _billed(
    line: int, control_number: str, procedure: str, modifiers: str, units: Decimal, charge: int, service_on: date,
    payers: list[str],
) -> Billed:  # fmt: skip
    sent = BilledLine(
        line=str(line),
        procedure=procedure,
        modifiers=tuple(filter(None, modifiers.split(","))),
        units=f"{units.normalize():f}",
        charge=charge,
        service_on=service_on,
        control_number=control_number,
    )
    return Billed(sent, tuple(payers))
