"""Reads of the practices app: who may act where, and what the practice charges."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.choices import OrganizationKind
from cleanclaim.apps.practices.models import BillingAgreement, Fee, Membership, Organization, User


def actors_of(user: User, *, on: date) -> list[Actor]:
    """Every practice the person may act for that day, with the roles held there, own practices first."""
    held: dict[Organization, set[str]] = {}
    for membership in Membership.objects.filter(user=user).on(on).select_related("organization"):
        held.setdefault(membership.organization, set()).add(membership.role)
    own = [
        Actor(practice=organization, roles=frozenset(roles), user=user)
        for organization, roles in held.items()
        if organization.kind == OrganizationKind.PRACTICE
    ]
    agreements = BillingAgreement.objects.filter(company__in=held).on(on).select_related("practice", "company")
    clients = [
        Actor(practice=row.practice, roles=frozenset(held[row.company]), user=user, employer=row.company)
        for row in agreements.order_by("practice__name")
    ]
    return sorted(own, key=lambda actor: actor.practice.name) + clients


def fees_of(procedures: Iterable[str], *, on: date) -> dict[tuple[str, str], int]:
    """{(procedure, modifier): cents of one unit} of the fee schedules in force that day; the newest schedule counts."""
    in_force = Q(schedule__effective_to=None) | Q(schedule__effective_to__gte=on)
    rows = Fee.objects.filter(in_force, schedule__effective_from__lte=on, procedure__in=set(procedures))
    rows = rows.order_by("schedule__effective_from").values_list("procedure", "modifier", "amount")
    return {(procedure, modifier): amount for procedure, modifier, amount in rows}
