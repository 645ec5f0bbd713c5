"""Reads of the practices app: who may act where, and what the practice charges."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count, QuerySet
from msgspec import Struct

from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.choices import OrganizationKind
from cleanclaim.apps.practices.models import (
    BillingAgreement,
    Contract,
    Fee,
    FeeSchedule,
    Membership,
    Organization,
    Payer,
    User,
)

Fees = dict[tuple[str, str], int]  # {(procedure, modifier): cents of one unit}
SETTINGS = ("fee_schedule.edit", "contract.edit", "integration.configure")


def actors_of(user: User, *, on: date) -> list[Actor]:
    """Every practice the person may act for that day, with the roles held there, own practices first."""
    held: dict[Organization, set[str]] = {}
    for membership in _memberships(user, on):
        held.setdefault(membership.organization, set()).add(membership.role)
    own = [
        Actor(practice=organization, roles=frozenset(roles), user=user)
        for organization, roles in held.items()
        if organization.kind == OrganizationKind.PRACTICE
    ]
    clients = [
        Actor(practice=row.practice, roles=frozenset(held[row.company]), user=user, employer=row.company)
        for row in _agreements([organization.pk for organization in held], on)
    ]
    return sorted(own, key=lambda actor: actor.practice.name) + clients


@asked_often
def _memberships(user: int, on: date) -> QuerySet[Membership]:
    return Membership.objects.filter(user=user).on(on).select_related("organization")


@asked_often
def _agreements(companies: list[int], on: date) -> QuerySet[BillingAgreement]:
    agreed = BillingAgreement.objects.filter(company__in=companies).on(on)
    return agreed.select_related("practice", "company").order_by("practice__name")


def fees_of(procedures: Iterable[str], *, on: date) -> Fees:
    """What the fee schedules in force that day charge; the newest schedule counts."""
    return fees_of_days({on: procedures})[on]


def fees_of_days(asked: Mapping[date, Iterable[str]]) -> dict[date, Fees]:
    """The same for several days at once: {day: fees} from {day: procedures}, in one query."""
    procedures = {procedure for each in asked.values() for procedure in each}
    fees = _fees_until(sorted(procedures), max(asked, default=date.min))
    return {
        day: {
            (procedure, modifier): amount
            for first, last, procedure, modifier, amount in fees
            if first <= day and (last is None or day <= last)
        }
        for day in asked
    }


@asked_often
def _fees_until(procedures: list[str], last: date) -> QuerySet[Fee]:
    """With the days their schedules begin and end, the newest schedule last."""
    rows = Fee.objects.filter(procedure__in=procedures, schedule__effective_from__lte=last)
    return rows.order_by("schedule__effective_from").values_list(
        "schedule__effective_from", "schedule__effective_to", "procedure", "modifier", "amount"
    )


class Person(Struct, frozen=True):
    """Somebody who acts for an organization, and as what."""

    user: User
    roles: tuple[str, ...]


def people_of(organization: Organization, *, on: date) -> list[Person]:
    """Who holds a role there that day, by name."""
    roles: dict[User, list[str]] = {}
    rows = Membership.objects.filter(organization=organization).on(on).select_related("user").order_by("role")
    for row in rows:
        roles.setdefault(row.user, []).append(row.role)
    people = [Person(user, tuple(held)) for user, held in roles.items()]
    return sorted(people, key=lambda person: (person.user.last_name, person.user.first_name))


def agreements_of(*, by: Actor) -> QuerySet[BillingAgreement]:
    """The billing companies let in now or once, the last first."""
    rows = BillingAgreement.objects.filter(practice=by.practice).select_related("company", "practice")
    return rows.order_by("-effective_from", "-pk")


def payers_of(*, by: Actor) -> QuerySet[Payer]:
    """Every payer with its deadlines, and how many of the practice it has `enrolled`."""
    _may_see_settings(by)
    return Payer.objects.annotate(enrolled=Count("enrollments")).order_by("name")


def fee_schedules_of(*, by: Actor) -> QuerySet[FeeSchedule]:
    """What is charged, the schedule in force last first."""
    _may_see_settings(by)
    return FeeSchedule.objects.order_by("-effective_from", "-pk")


def contracts_of(*, by: Actor) -> QuerySet[Contract]:
    """What payers agreed to allow."""
    _may_see_settings(by)
    return Contract.objects.select_related("payer").order_by("payer__name", "-effective_from")


def _may_see_settings(by: Actor) -> None:
    if not any(by.may(permission) for permission in SETTINGS):
        by.require(SETTINGS[0])
