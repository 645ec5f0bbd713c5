"""What the posting desk shows of one payment: its proof, its claims, and which of ours a held one may be."""

from collections.abc import Iterable, Sequence
from itertools import islice

import msgspec
from django.db.models import Count, Q, Sum
from msgspec import Struct

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.remittances import models as rows
from cleanclaim.apps.remittances.choices import Disposition
from cleanclaim.apps.remittances.matching import claims_like
from cleanclaim.apps.worklist.kinds import kind_of
from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.codesets.playbook import advice
from cleanclaim.core.remittance import ClaimPayment, Proof, prove_835
from cleanclaim.core.remittance import Sum as Equation

_payments = msgspec.json.Decoder(ClaimPayment)
SURE, LIKELY = 4, 3
LOOKED_AT, OFFERED = 50, 4
HELD = ("is-warn", "player-pause", "Held")
DENIED = ("is-bad", "circle-x", "Denied")
POSTED = ("is-ok", "check", "Posted")
NOTED = ("is-wait", "info-circle", "Information")


class Totals(Struct, frozen=True):
    """Counts and cents of a payment by what became of its claims."""

    claims: int
    paid: int
    posted: int
    posted_paid: int
    denied: int
    held: int
    held_paid: int
    adjustments: int

    @property
    def taken(self) -> int:
        """What provider adjustments add to the payment."""
        return -self.adjustments


class Unproven(Struct, frozen=True):
    """The three sums of a payment, and each equation of it that fails; empty when the file cannot be read at all."""

    totals: tuple[Equation, ...] = ()
    failing: tuple[Equation, ...] = ()


class Shown(Struct, frozen=True):
    """One CLP as a row: `standing` is tone, icon and words; `reasons` are codes with words; amounts in cents."""

    row: rows.RemittanceClaim
    standing: tuple[str, str, str]
    adjusted: int
    patient: int
    reasons: tuple[tuple[str, str], ...]


class Candidate(Struct, frozen=True):
    """A claim of ours that a held answer may speak of, with how many of the signs agree."""

    claim: Claim
    agree: int
    signs: int
    words: str

    @property
    def verdict(self) -> tuple[str, str]:
        """Tone of the meter and its word."""
        if self.agree >= SURE:
            return "is-ok", "sure"
        return ("is-warn", "likely") if self.agree == LIKELY else ("is-wait", "weak")


def totals(remittance: rows.Remittance) -> Totals:
    """One query over its claims, one over its provider adjustments."""
    held = Q(disposition=Disposition.HELD)
    denied = Q(is_denial=True, paid=0) & ~held
    counted = remittance.claims.aggregate(
        claims=Count("pk"),
        claims_paid=Sum("paid", default=0),
        denied=Count("pk", filter=denied),
        held=Count("pk", filter=held),
        held_paid=Sum("paid", filter=held, default=0),
    )
    adjustments = remittance.provider_adjustments.aggregate(sum=Sum("amount", default=0))["sum"]
    paid = counted.pop("claims_paid")
    posted = counted["claims"] - counted["held"] - counted["denied"]
    return Totals(**counted, paid=paid, posted=posted, posted_paid=paid - counted["held_paid"], adjustments=adjustments)


def shown(row: rows.RemittanceClaim) -> Shown:
    """A CLP with its adjustments summed and named."""
    said = answer_of(row).all_adjustments
    share = sum(each.amount for each in said if each.group == "PR")
    adjusted = sum(each.amount for each in said if each.group != "PR")
    is_denied = row.is_denial and not row.paid
    adjusted = 0 if is_denied else adjusted
    reasons = _held_words(row) if row.disposition == Disposition.HELD else _reasons(said, is_denied=is_denied)
    return Shown(row, _standing(row, is_denied=is_denied), adjusted, share, reasons)


def answer_of(row: rows.RemittanceClaim) -> ClaimPayment:
    """The core's value of the CLP."""
    return _payments.decode(bytes(row.content))


def candidates(row: rows.RemittanceClaim, more: Iterable[Claim] = ()) -> list[Candidate]:
    """The claims a person may match it with, the most alike first; `more` are those looked up by number."""
    answer = answer_of(row)
    known = [row.claim] if row.claim_id else []
    claims = {claim.pk: claim for claim in (*more, *known, *claims_like(answer, limit=LOOKED_AT))}
    ranked = sorted((_candidate(claim, row, answer) for claim in claims.values()), key=lambda each: -each.agree)
    return ranked[:OFFERED]


def held_because(row: rows.RemittanceClaim) -> str:
    """Why it waits, in words."""
    return ". ".join(kind_of(each["kind"]).why for each in row.work if kind_of(each["kind"]).why) or row.reason


def unproven(remittance: rows.Remittance) -> Unproven:
    """The equations of a payment that is not in the books, read again from its file."""
    proofs = prove_835(bytes(remittance.file.content), file=remittance.file.name)
    found = next(islice(proofs, remittance.position - 1, None), None)
    return Unproven(found.totals, found.failing) if isinstance(found, Proof) else Unproven()


def _standing(row: rows.RemittanceClaim, *, is_denied: bool) -> tuple[str, str, str]:
    if row.disposition == Disposition.HELD:
        return HELD
    if row.disposition == Disposition.INFORMATIONAL:
        return NOTED
    return DENIED if is_denied else POSTED


def _held_words(row: rows.RemittanceClaim) -> tuple[tuple[str, str], ...]:
    return tuple(("", kind_of(each["kind"]).one) for each in row.work)


def _reasons(said: Sequence[Adjustment], *, is_denied: bool) -> tuple[tuple[str, str], ...]:
    """The reasons worth a person's eye: of a denial all, else what is neither the contract nor the patient's share."""
    notable = {(each.group, each.reason) for each in said if is_denied or (each.group != "PR" and each.reason != "45")}
    return tuple((f"{group}-{reason}", advice(group, reason).wording) for group, reason in sorted(notable))


def _candidate(claim: Claim, row: rows.RemittanceClaim, answer: ClaimPayment) -> Candidate:
    person = answer.patient if answer.patient.last_name else (answer.subscriber or answer.patient)
    members = {each.member_id for each in (answer.patient, answer.subscriber) if each and each.member_id}
    signs = {
        "number": _digits(claim.control_number) == _digits(row.patient_control_number),
        "member ID": bool(claim.coverage_id and claim.coverage.member_id in members),
        "name": person.last_name.casefold() == claim.patient.last_name.casefold(),
        "day": row.service_from == claim.service_from,
        "charge": abs(row.charge) == claim.charge,
    }
    agree = [name for name, same in signs.items() if same]
    differ = [name for name, same in signs.items() if not same]
    words = f"{_listed(agree)} agree." if agree else ""
    words += f" {_listed(differ)} differ." if differ else ""
    return Candidate(claim, len(agree), len(signs), words.strip())


def _digits(number: str) -> str:
    return "".join(character for character in number if character.isdigit())


def _listed(names: Sequence[str]) -> str:
    text = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return text[:1].upper() + text[1:]
