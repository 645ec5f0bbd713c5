"""Reads of the charges app; each carries its permission."""

from django.db.models import Prefetch, QuerySet, Sum

from cleanclaim.apps.charges.models import Charge
from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.encounters.selectors import encounters_to_bill
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.selectors import fees_of

OLDEST = ("service_on", "pk")


def encounters_to_review(*, by: Actor) -> QuerySet[Encounter]:
    """Signed encounters with what was documented and drafted, oldest first."""
    return encounters_to_bill(by=by).prefetch_related(
        "services", "diagnoses", Prefetch("charges", Charge.objects.filter(is_void=False))
    )


def charges_of(encounter: Encounter) -> list[Charge]:
    """The encounter's charges that stand, in order."""
    return list(Charge.objects.filter(encounter=encounter, is_void=False).select_related("line").order_by("position"))


def charged(encounter: Encounter) -> int:
    """Sum of the posted charges that stand, in cents."""
    posted = Charge.objects.filter(encounter=encounter, is_void=False).exclude(line=None)
    return posted.aggregate(sum=Sum("amount"))["sum"] or 0


def charges_proposed(encounter: Encounter) -> list[Charge]:
    """What the encounter's services would be charged on their day, not saved; `amount` is None without a fee."""
    services = list(encounter.services.all())
    fees = fees_of((service.procedure for service in services), on=encounter.service_on)
    return [
        Charge(
            practice_id=encounter.practice_id,
            encounter=encounter,
            position=service.position,
            procedure=service.procedure,
            modifiers=service.modifiers,
            units=service.units,
            pointers=service.pointers,
            place_of_service=encounter.place_of_service,
            amount=price(fees, service.procedure, service.modifiers, service.units),
        )
        for service in services
    ]


def price(fees: dict[tuple[str, str], int], procedure: str, modifiers: str, units: object) -> int | None:
    """Fee of the first modifier that has one of its own, else the plain fee, times the units, in whole cents."""
    keys = [(procedure, modifier) for modifier in (*modifiers.split(","), "")]
    fee = next((fees[key] for key in keys if key in fees), None)
    return None if fee is None else int((fee * units).to_integral_value("ROUND_HALF_EVEN"))
