"""From documented services to posted charges: priced for their day, posted once, corrected by void and a new line."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from cleanclaim.apps.activity.services import activity_record, move
from cleanclaim.apps.charges.errors import FeeMissing, NotSigned
from cleanclaim.apps.charges.models import Charge
from cleanclaim.apps.charges.selectors import charges_of, charges_proposed
from cleanclaim.apps.encounters.choices import TO_BILL
from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.ledger.services import NewLine, charge_line_void, charge_lines_post
from cleanclaim.apps.patients.selectors import payers_in_force
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.prepared import rows_update
from cleanclaim.apps.worklist.services import Need, work_item_open, work_items_close

FEE_MISSING = "charge_without_fee"


@transaction.atomic
def charges_draft(*, encounter: Encounter, by: Actor) -> list[Charge]:
    """Price the signed encounter's services with the fees of their day; drafts that stand are priced anew.

    A service without a fee becomes a work item and stays without an amount.
    """
    by.require("charge.post")
    if not encounter.is_signed:
        raise NotSigned("The note is not signed: charges come after the signature.")
    if encounter.state not in TO_BILL:
        return charges_of(encounter)
    if drafted := [charge.pk for charge in charges_of(encounter) if charge.line_id is None]:
        Charge.objects.filter(pk__in=drafted).delete()
    charges = Charge.objects.bulk_create(charges_proposed(encounter))
    missing = [charge.procedure for charge in charges if charge.amount is None]
    if drafted or missing:
        _fees_asked_for(encounter, missing, by)
    return charges


@transaction.atomic
def charges_post(*, encounter: Encounter, by: Actor) -> list[Charge]:
    """Post the encounter's charges to the journal, once; the lines are owed by the coverages in order that day.

    Raises NotSigned and FeeMissing.
    """
    by.require("charge.post")
    [encounter.state] = _state_now(encounter.pk)
    if encounter.state == "coded" and any(charge.line_id for charge in charges_of(encounter)):  # amended since
        return charges_correct(encounter=encounter, why="Codes changed after an addendum", by=by)
    charges = charges_draft(encounter=encounter, by=by)
    if encounter.state not in TO_BILL:
        return charges
    if missing := [charge.procedure for charge in charges if charge.amount is None]:
        raise FeeMissing(f"Not posted: there is no fee for {', '.join(missing)} on {encounter.service_on}.")
    _to_journal(encounter, charges, by)
    amount = sum(charge.amount for charge in charges)
    if encounter.state == "signed":
        move(row=encounter, event="code", words="Codes reviewed", by=by)
    move(row=encounter, event="post_charges", words=f"{len(charges)} charges posted", by=by, amount=amount)
    if encounter.appointment_id and encounter.appointment.state == "checked_out":
        move(row=encounter.appointment, event="finish", words="Visit charged", by=by)
    return charges


@asked_often
def _state_now(encounter_id: int) -> QuerySet[Encounter]:
    return Encounter.objects.select_for_update().filter(pk=encounter_id).values_list("state", flat=True)


@transaction.atomic
def charges_correct(*, encounter: Encounter, why: str, by: Actor) -> list[Charge]:
    """Bring posted charges in line with corrected services: what changed is voided and posted anew, the rest stays.

    Raises FeeMissing.  The encounter's claim is rebuilt by its own act.
    """
    by.require("charge.post")
    standing = charges_of(encounter)
    if not any(charge.line_id for charge in standing):
        return charges_draft(encounter=encounter, by=by)
    proposed = {charge.position: charge for charge in charges_proposed(encounter)}
    kept = {charge.position for charge in standing if _same(charge, proposed.get(charge.position))}
    new = [charge for position, charge in proposed.items() if position not in kept]
    if missing := [charge.procedure for charge in new if charge.amount is None]:
        raise FeeMissing(f"Not corrected: there is no fee for {', '.join(missing)} on {encounter.service_on}.")
    _repoint([charge for charge in standing if charge.position in kept], proposed)
    replaced = {charge.position: charge for charge in standing if charge.position not in kept}
    for charge in replaced.values():
        _void(charge, why, by)
    if new:
        Charge.objects.bulk_create(new)
        _to_journal(encounter, new, by, replaced=replaced)
    words = f"{len(new)} charges corrected"
    if encounter.state == "coded":
        move(row=encounter, event="post_charges", words=words, by=by, why=why)
    else:
        activity_record(subject=encounter, what="charges_correct", words=words, by=by, why=why)
    return charges_of(encounter)


def _to_journal(
    encounter: Encounter, charges: Sequence[Charge], by: Actor, replaced: dict[int, Charge] | None = None
) -> None:
    """Post the charges and note their lines; the source key names the encounter and the charges, so they post once."""
    payers = payers_in_force(patient=encounter.patient, on=encounter.service_on)
    key = f"encounter:{encounter.pk}" if replaced is None else f"encounter:{encounter.pk}:charge:{charges[0].pk}"
    new = [_line(encounter, charge, payers) for charge in charges]
    lines = charge_lines_post(lines=new, source_key=key, by=by)
    for charge, line in zip(charges, lines, strict=True):
        charge.line = line
        if replaced and charge.position in replaced:
            line.replaces = replaced[charge.position].line
            line.save(update_fields=["replaces"])
    rows_update(charges, ("line",))


def _line(encounter: Encounter, charge: Charge, payers: tuple[str, ...]) -> NewLine:
    return NewLine(
        patient=encounter.patient,
        clinician=encounter.clinician,
        location=encounter.location,
        encounter_id=encounter.pk,
        visit=f"appointment:{encounter.appointment_id}" if encounter.appointment_id else f"encounter:{encounter.pk}",
        service_on=encounter.service_on,
        procedure=charge.procedure,
        charge=charge.amount,
        modifiers=charge.modifiers,
        units=charge.units,
        payers=payers,
    )


def _same(charge: Charge, proposed: Charge | None) -> bool:
    """Whether the posted charge still stands: pointers and place may change without touching money."""
    fields = ("procedure", "modifiers", "units", "amount")
    return proposed is not None and all(getattr(charge, name) == getattr(proposed, name) for name in fields)


def _repoint(charges: Sequence[Charge], proposed: dict[int, Charge]) -> None:
    for charge in charges:
        charge.pointers = proposed[charge.position].pointers
        charge.place_of_service = proposed[charge.position].place_of_service
    Charge.objects.bulk_update(charges, ["pointers", "place_of_service"])


def _void(charge: Charge, why: str, by: Actor) -> None:
    charge_line_void(line=charge.line, reason=why, by=by)
    charge.is_void = True
    charge.save(update_fields=["is_void"])


def _fees_asked_for(encounter: Encounter, procedures: Sequence[str], by: Actor) -> None:
    if not procedures:
        work_items_close(subject=encounter, kinds=(FEE_MISSING,), by=by, resolution="Every service has a fee")
        return
    need = Need(
        kind=FEE_MISSING,
        title=f"No fee for {', '.join(procedures)}",
        reason=f"The fee schedule has no fee on {encounter.service_on}; the visit cannot be billed until it has one.",
        next_action="Add the fee",
        role="manager",
        url="/charges/",
    )
    work_item_open(subject=encounter, need=need, by=by)
