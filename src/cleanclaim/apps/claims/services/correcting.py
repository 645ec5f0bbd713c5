"""After an answer: a rejected claim is corrected and sent as an original, an adjudicated one is replaced or voided,
and what is left goes to the next payer."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from msgspec.structs import replace

from cleanclaim import clock
from cleanclaim.apps.activity.services import move
from cleanclaim.apps.claims.build import Source, claim_value, line_control_number
from cleanclaim.apps.claims.choices import Frequency
from cleanclaim.apps.claims.errors import NotBillable, ReplacementNotTaken
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.claims.services.drafting import (
    WORKS_ON_CLAIMS,
    answers_kept,
    claim_create,
    claim_rebuild,
    control_number,
    require_any,
    source_of,
)
from cleanclaim.apps.claims.services.scrubbing import claim_scrub
from cleanclaim.apps.claims.snapshot import unpack
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.worklist.services import Need, work_item_open, work_items_close
from cleanclaim.core.claim import Claim as ClaimValue
from cleanclaim.core.claim import OtherPayerLine
from cleanclaim.core.remittance.value import ClaimPayment, ServicePayment

REJECTED, REPLACEMENT = "claim_rejected", "replacement_draft"


@transaction.atomic
def claim_correct(*, claim: Claim, by: Actor, event: str = "correct") -> Claim:
    """Build a rejected claim again from the corrected record and check it; it goes out as an original, same number.

    `event` is "not_on_file" or "unprocessable" for a claim the payer does not have or could not process.
    """
    require_any(by, *WORKS_ON_CLAIMS)
    move(row=claim, event=event, words="Taken back to be corrected", by=by)
    work_items_close(subject=claim, kinds=(REJECTED,), by=by, resolution="Corrected, to be sent as an original")
    claim_rebuild(claim=claim, by=by)
    claim_scrub(claim=claim, by=by)
    return claim


@transaction.atomic
def claim_replace(*, claim: Claim, by: Actor) -> Claim:
    """Draft the replacement (frequency 7) of an adjudicated claim from the corrected record; returns the new claim.

    Raises ReplacementNotTaken when the payer takes none or has given the old claim no number.
    """
    require_any(by, "claim.replace_or_void", "denial.work")
    _refuse_unreplaceable(claim)
    source = source_of(claim.encounter, by, claim.coverage)
    value = claim_value(
        source,
        control_number=control_number(by),
        frequency=Frequency.REPLACEMENT,
        replaces=claim.payer_claim_control_number,
    )
    value = answers_kept(value, unpack(claim))
    new = claim_create(source, value, by, corrects=claim, deadline=_corrected_by(claim))
    move(row=claim, event="replace", words=f"Replaced by {new.control_number}", by=by, source=f"claim:{new.pk}")
    work_item_open(subject=new, need=_to_send(new), by=by)
    return new


@transaction.atomic
def claim_void(*, claim: Claim, why: str, by: Actor) -> Claim:
    """Draft the void (frequency 8) of a claim the payer has: the same content under the payer's number."""
    by.require("claim.replace_or_void")
    _refuse_unreplaceable(claim)
    if not why.strip():
        raise ReplacementNotTaken("Say why the claim is voided.")
    number = control_number(by)
    sent = unpack(claim)
    value = replace(
        sent,
        control_number=number,
        frequency=Frequency.VOID.value,
        payer_claim_control_number=claim.payer_claim_control_number,
        lines=tuple(replace(line, control_number=line_control_number(number, line.number)) for line in sent.lines),
    )
    source = source_of(claim.encounter, by, claim.coverage)
    new = claim_create(source, value, by, corrects=claim, deadline=_corrected_by(claim))
    words = f"Void asked for by {new.control_number}"
    move(row=claim, event="request_void", words=words, by=by, why=why, source=f"claim:{new.pk}")
    return new


@transaction.atomic
def claim_next_payer(*, claim: Claim, payment: ClaimPayment, adjudicated_on: date, by: Actor) -> Claim | None:
    """Draft the claim to the next coverage in order, with what this payer answered; None when there is no next one."""
    require_any(by, "claim.submit", "payment.post_835")
    source = source_of(claim.encounter, by, claim.coverage)
    after = source.coverages[list(source.coverages).index(claim.coverage) + 1 :]
    if not after:
        return None
    known = Claim.objects.filter(encounter=claim.encounter, coverage=after[0], frequency=Frequency.ORIGINAL).first()
    if known:
        return known
    following = Source(source.practice, source.encounter, after[0], source.coverages, source.charges)
    value = answers_kept(claim_value(following, control_number=control_number(by)), unpack(claim))
    value = answered(value, claim, payment, adjudicated_on)
    new = claim_create(following, value, by)
    words = f"To the next payer, {after[0].payer.name}, as {new.control_number}"
    move(row=claim, event="next_payer_due", words=words, by=by, source=f"claim:{new.pk}")
    claim_scrub(claim=new, by=by)
    return new


def answered(value: ClaimValue, claim: Claim, payment: ClaimPayment, adjudicated_on: date) -> ClaimValue:
    """The value with the payer's answer in its 2320 and 2430 loops."""
    payer_id = claim.payer.payer_id
    others = tuple(
        replace(
            other,
            paid=payment.paid,
            adjustments=payment.adjustments,
            adjudicated_on=None if payment.lines else adjudicated_on,
            payer_claim_control_number=payment.payer_claim_control_number,
        )
        if other.payer.payer_id == payer_id
        else other
        for other in value.other_coverages
    )
    told = _by_number(claim, payment)
    lines = tuple(
        replace(line, other_payers=(*line.other_payers, _line(told[line.number], payer_id, line.units, adjudicated_on)))
        if line.number in told
        else line
        for line in value.lines
    )
    return replace(value, other_coverages=others, lines=lines)


def _by_number(claim: Claim, payment: ClaimPayment) -> Mapping[int, ServicePayment]:
    """The payer's line answers by our line number: by REF*6R, else in the order they came."""
    numbers = {line.control_number: line.number for line in claim.lines.all()}
    return {
        numbers.get(answer.line_control_number, position): answer
        for position, answer in enumerate(payment.lines, start=1)
    }


def _line(answer: ServicePayment, payer_id: str, units: str, adjudicated_on: date) -> OtherPayerLine:
    return OtherPayerLine(
        payer_id=payer_id,
        paid=answer.paid,
        procedure=answer.procedure,
        modifiers=answer.modifiers,
        units=answer.units or units,
        adjustments=answer.adjustments,
        adjudicated_on=adjudicated_on,
    )


def _refuse_unreplaceable(claim: Claim) -> None:
    if claim.encounter is None or claim.coverage is None:
        raise NotBillable(f"{claim.control_number} came from a file: there is no visit to build a new claim from.")
    if not claim.payer.takes_replacements:
        raise ReplacementNotTaken(f"{claim.payer.name} takes no replacements: ask it to reopen the claim.")
    if not claim.payer_claim_control_number:
        raise ReplacementNotTaken(f"{claim.payer.name} has given {claim.control_number} no number to replace yet.")


def _to_send(new: Claim) -> Need:
    """A drafted replacement is somebody's work until it has left: the payer's limit runs."""
    return Need(
        kind=REPLACEMENT,
        title=f"{new.control_number} to send, it replaces {new.corrects.control_number}",
        reason=f"Nothing of {new.corrects.control_number} is paid anew before {new.payer.name} has the replacement.",
        next_action="Check it and send it",
        role="biller",
        url=f"/claims/{new.pk}/",
        amount=new.charge,
        deadline=new.filing_deadline,
    )


def _corrected_by(claim: Claim) -> date:
    return clock.today() + timedelta(days=claim.payer.corrected_claim_days)
