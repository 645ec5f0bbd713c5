"""Drafting a claim from an encounter, and building it again while it is not sent."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from msgspec.structs import replace

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record, move
from cleanclaim.apps.charges.models import Charge
from cleanclaim.apps.charges.selectors import charges_of
from cleanclaim.apps.claims.build import Source, claim_value, line_control_number
from cleanclaim.apps.claims.choices import ENDED, UNSENT, Frequency
from cleanclaim.apps.claims.errors import ClaimSent, NotBillable
from cleanclaim.apps.claims.models import Claim, ClaimLine
from cleanclaim.apps.claims.snapshot import pack, unpack
from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.patients.models import Coverage
from cleanclaim.apps.patients.selectors import coverages_in_force
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.prepared import rows_insert
from cleanclaim.apps.practices.services import control_number_take
from cleanclaim.core.claim import Claim as ClaimValue

WORKS_ON_CLAIMS = ("claim.submit", "charge.post")


@transaction.atomic
def claim_build(
    *, encounter: Encounter, by: Actor, coverage: Coverage | None = None, charges: Sequence[Charge] | None = None
) -> Claim | None:
    """Draft the claim for the charges of an encounter to `coverage`, the first one in force that day unless given.

    `charges` are the encounter's that stand, for a caller who has just posted them.

    None when nobody is to be billed but the patient.  A claim that is there already is returned as it is.
    Raises NotBillable when the charges are not posted.
    """
    require_any(by, *WORKS_ON_CLAIMS)
    source = source_of(encounter, by, coverage, charges)
    if source is None:
        return None
    for known in _claims_standing(encounter, source.coverage):
        return known
    number = control_number(by)
    return claim_create(source, claim_value(source, control_number=number), by)


@transaction.atomic
def claim_rebuild(*, claim: Claim, by: Actor) -> Claim:
    """Build an unsent claim again from the rows as they are now, as a draft; raises ClaimSent for one that was sent.

    What an earlier payer answered is kept from the snapshot.
    """
    require_any(by, *WORKS_ON_CLAIMS)
    reopen(claim, "Built again from the corrected record", by)
    source = source_of(claim.encounter, by, claim.coverage)
    replaces = claim.corrects.payer_claim_control_number if claim.corrects_id else ""
    value = claim_value(source, control_number=claim.control_number, frequency=claim.frequency, replaces=replaces)
    snapshot_replace(claim, answers_kept(value, unpack(claim)))
    claim.lines.all().delete()
    lines_create(claim, source)
    words = f"Built again from the corrected record for {claim.payer.name}"
    activity_record(subject=claim, what="claim_rebuild", words=words, by=by, amount=claim.charge)
    return claim


def claim_create(
    source: Source, value: ClaimValue, by: Actor, *, corrects: Claim | None = None, deadline: date | None = None
) -> Claim:
    """A new draft with its lines; the deadline is the payer's filing limit unless given."""
    payer = source.coverage.payer
    claim = Claim.objects.create(
        practice=by.practice,
        control_number=value.control_number,
        encounter=source.encounter,
        patient=source.encounter.patient,
        coverage=source.coverage,
        payer=payer,
        sequence=value.sequence,
        frequency=value.frequency,
        corrects=corrects,
        charge=value.total_charge,
        service_from=value.service_from,
        service_to=value.service_to,
        filing_deadline=deadline or value.service_from + timedelta(days=payer.timely_filing_days),
        snapshot=pack(value),
        created_at=clock.now(),
    )
    lines_create(claim, source)
    words = f"Drafted for {payer.name}" + ("" if value.frequency == "1" else f", {claim.get_frequency_display()}")
    activity_record(subject=claim, what="claim_build", words=words, by=by, amount=claim.charge)
    return claim


def source_of(
    encounter: Encounter | None,
    by: Actor,
    coverage: Coverage | None = None,
    charges: Sequence[Charge] | None = None,
) -> Source | None:
    """The rows a claim is made of; None when no plan was in force that day.  Raises NotBillable without charges."""
    if encounter is None:
        raise NotBillable("The claim came from a file: there is no visit to build it from. Fix it on the form.")
    charges = [charge for charge in (charges_of(encounter) if charges is None else charges) if charge.line_id]
    if not charges:
        raise NotBillable("No charges are posted for this visit: post them first.")
    coverages = coverages_in_force(patient=encounter.patient, on=encounter.service_on)
    if coverage is not None and coverage not in coverages:
        coverages = [*coverages, coverage]
    if not coverages:
        return None
    return Source(by.practice, encounter, coverage or coverages[0], coverages, charges)


@asked_often
def _claims_standing(encounter: Encounter, coverage: Coverage) -> QuerySet[Claim]:
    """The first claim of the visit to that plan that has not ended."""
    return Claim.objects.filter(encounter=encounter, coverage=coverage).exclude(state__in=ENDED).order_by("pk")[:1]


def lines_create(claim: Claim, source: Source) -> None:
    """Tie each service line to its posted charge."""
    rows_insert(
        [
            ClaimLine(
                practice_id=claim.practice_id,
                claim=claim,
                number=number,
                line=charge.line,
                control_number=line_control_number(claim.control_number, number),
            )
            for number, charge in enumerate(source.charges, start=1)
        ]
    )


def snapshot_replace(claim: Claim, value: ClaimValue) -> None:
    """Give an unsent claim another value."""
    claim.snapshot, claim.charge = pack(value), value.total_charge
    claim.service_from, claim.service_to, claim.sequence = value.service_from, value.service_to, value.sequence
    claim.save(update_fields=["snapshot", "charge", "service_from", "service_to", "sequence"])


def answers_kept(value: ClaimValue, old: ClaimValue) -> ClaimValue:
    """The new value with what earlier payers answered, which only the old one knows."""
    answered = {other.payer.payer_id: other for other in old.other_coverages if other.paid is not None}
    if not answered:
        return value
    others = tuple(answered.get(other.payer.payer_id, other) for other in value.other_coverages)
    told = {line.number: line.other_payers for line in old.lines}
    lines = tuple(replace(line, other_payers=told.get(line.number, ())) for line in value.lines)
    return replace(value, other_coverages=others, lines=lines)


def reopen(claim: Claim, words: str, by: Actor, *, why: str = "") -> None:
    """Bring an unsent claim back to draft; raises ClaimSent."""
    if claim.state not in UNSENT:
        raise ClaimSent(
            f"{claim.control_number} was sent and is not edited. Correct it after a rejection, or replace or void it."
        )
    if claim.state in ("scrubbed", "ready"):
        move(row=claim, event="hold", words="Held to be changed", by=by, why=why)
    events = {"edit_failed": "fixed", "held": "release"}
    if claim.state in events:
        move(row=claim, event=events[claim.state], words=words, by=by, why=why)


def control_number(by: Actor) -> str:
    """CLM01: the practice and its next number, at most 20 characters."""
    return f"C{by.practice.pk}-{control_number_take(series='claim', by=by):06d}"


def require_any(by: Actor, *permissions: str) -> None:
    """Any one of the permissions suffices; raises NotPermitted."""
    if not any(by.may(permission) for permission in permissions):
        by.require(permissions[0])


def is_original(claim: Claim) -> bool:
    """Whether it is the first of its kind, not a replacement or void."""
    return claim.frequency == Frequency.ORIGINAL
