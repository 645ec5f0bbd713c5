"""Reads of the charges app; each carries its permission."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet, Sum

from cleanclaim.apps.charges.models import Charge
from cleanclaim.apps.encounters.coding import codes_of, price, shown
from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.encounters.selectors import encounters_to_bill, services_of
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.selectors import fees_of, fees_of_days

OLDEST = ("service_on", "pk")


def encounters_to_review(*, by: Actor) -> QuerySet[Encounter]:
    """Signed encounters with what was documented, oldest first."""
    return encounters_to_bill(by=by).prefetch_related("services", "diagnoses")


def with_proposals(encounters: Iterable[Encounter]) -> None:
    """Give each encounter `coded`: its codes with words, charges and what has no fee, as on its own page."""
    coded = [(each, codes_of(each.diagnoses.all(), each.services.all())) for each in encounters]
    procedures: dict[date, set[str]] = defaultdict(set)
    for encounter, codes in coded:
        procedures[encounter.service_on].update(service.procedure for service in codes.services)
    fees = fees_of_days(procedures)
    for encounter, codes in coded:
        encounter.coded = shown(codes, on=encounter.service_on, fees=fees[encounter.service_on])


@asked_often
def charges_of(encounter: Encounter) -> QuerySet[Charge]:
    """The encounter's charges that stand, in order."""
    return Charge.objects.filter(encounter=encounter, is_void=False).select_related("line").order_by("position")


def charged(encounter: Encounter) -> int:
    """Sum of the posted charges that stand, in cents."""
    posted = Charge.objects.filter(encounter=encounter, is_void=False).exclude(line=None)
    return posted.aggregate(sum=Sum("amount"))["sum"] or 0


def charges_proposed(encounter: Encounter) -> list[Charge]:
    """What the encounter's services would be charged on their day, not saved; `amount` is None without a fee."""
    services = services_of(encounter)
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
            amount=price(fees, service.procedure, service.modifiers.split(","), service.units),
        )
        for service in services
    ]
