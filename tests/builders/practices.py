"""A practice that can bill: people, clinicians, places, payers, prices.  Rows are made, never services called."""

from collections.abc import Iterable
from datetime import date
from itertools import count

from cleanclaim.apps.practices.acting import Actor, acting_as, system_actor
from cleanclaim.apps.practices.choices import OrganizationKind, PayerKind
from cleanclaim.apps.practices.models import (
    BillingAgreement,
    Clinician,
    Contract,
    ContractRate,
    Fee,
    FeeSchedule,
    Location,
    Membership,
    Organization,
    Payer,
    TradingPartner,
    User,
)
from cleanclaim.core.identifiers import npi

LONG_AGO = date(2020, 1, 1)
FAMILY_MEDICINE = "207Q00000X"
# procedure: charge of one unit, in cents
FEES = {
    "99202": 14_000, "99203": 21_000, "99204": 31_000, "99212": 9_500, "99213": 16_500, "99214": 24_000,
    "99215": 33_000, "99396": 26_000, "G0439": 22_000, "36415": 1_800, "80053": 4_500, "81002": 1_500,
    "85025": 3_800, "93000": 6_500, "20610": 18_500, "J3301": 600, "90471": 4_200, "90686": 4_800, "G2211": 3_000,
}  # fmt: skip
# payer_id, name, kind, filing code, days to file, percent of the charge that its contract allows
PAYERS = (
    ("60054", "Meridian Blue", PayerKind.COMMERCIAL, "BL", 180, 70),
    ("87726", "Northfield Health", PayerKind.COMMERCIAL, "CI", 90, 75),
    ("13202", "Medicare Part B", PayerKind.MEDICARE, "MB", 365, 55),
    ("SKNY0", "State Medicaid", PayerKind.MEDICAID, "MC", 365, 40),
    ("WC001", "Harbor Workers' Insurance", PayerKind.WORKERS_COMP, "WC", 365, 80),
)
_numbers = count(1)


def a_practice(name: str = "Larkfield Family Medicine") -> Organization:
    """A practice with three clinicians, two locations, five payers and their partner, fees and contracts."""
    number = next(_numbers)
    practice = Organization.objects.create(
        name=name, kind=OrganizationKind.PRACTICE, npi=npi(f"1{number:08d}"), tax_id=f"12{number:07d}",
        taxonomy=FAMILY_MEDICINE, phone="5185550100", contact_name="Billing Office", submitter_id=f"LARK{number:05d}",
        line1="14 Main Street", city="Albany", state="NY", zip="122071234",
    )  # fmt: skip
    with acting_as(system_actor(practice)):
        for first, last in (("Anika", "Raman"), ("Luis", "Castillo"), ("Helen", "Brandt")):
            a_clinician(first_name=first, last_name=last)
        a_location(name="Main Street", npi=practice.npi)
        a_location(name="Harbor Road", line1="2 Harbor Road")
        _prices(practice)
    return practice


def _prices(practice: Organization) -> None:
    TradingPartner.objects.create(name="Payer simulator", identifier="SIMULATOR", adapter="simulator")
    schedule = FeeSchedule.objects.create(name="Standard", effective_from=LONG_AGO)
    Fee.objects.bulk_create(
        Fee(practice=practice, schedule=schedule, procedure=procedure, amount=amount)
        for procedure, amount in FEES.items()
    )
    for payer_id, name, kind, filing_code, days, percent in PAYERS:
        payer = a_payer(payer_id=payer_id, name=name, kind=kind, filing_code=filing_code, timely_filing_days=days)
        contract = Contract.objects.create(
            payer=payer, name=f"{name} agreement", percent_of_charge=percent, effective_from=LONG_AGO,
            sequestration=kind == PayerKind.MEDICARE,
        )  # fmt: skip
        ContractRate.objects.bulk_create(
            ContractRate(practice=practice, contract=contract, procedure=procedure, allowed=amount * percent // 100)
            for procedure, amount in FEES.items()
        )


def a_clinician(**given: object) -> Clinician:
    """A clinician of the acting practice, with a valid NPI of its own."""
    values = {
        "first_name": "Anika", "last_name": "Raman", "credential": "MD", "npi": npi(f"2{next(_numbers):08d}"),
        "taxonomy": FAMILY_MEDICINE, "effective_from": LONG_AGO,
    }  # fmt: skip
    return Clinician.objects.create(**values | given)


def a_location(**given: object) -> Location:
    """A place of service 11 of the acting practice."""
    values = {
        "name": "Main Street", "line1": "14 Main Street", "city": "Albany", "state": "NY", "zip": "122071234",
        "clia": "33D0123456",
    }  # fmt: skip
    return Location.objects.create(**values | given)


def a_payer(**given: object) -> Payer:
    """A commercial payer of the acting practice."""
    values = {
        "name": "Meridian Blue", "payer_id": f"P{next(_numbers):05d}", "kind": PayerKind.COMMERCIAL,
        "filing_code": "CI", "receiver_id": "SIMULATOR", "line1": "1 Payer Plaza", "city": "Hartford", "state": "CT",
        "zip": "061030001", "phone": "8005550100",
    }  # fmt: skip
    return Payer.objects.create(**values | given)


def the_clinician() -> Clinician:
    """The first clinician of the acting practice."""
    return Clinician.objects.earliest("pk")


def the_location() -> Location:
    """The first location of the acting practice."""
    return Location.objects.earliest("pk")


def the_payer(kind: str = PayerKind.COMMERCIAL) -> Payer:
    """The first payer of that kind of the acting practice."""
    return Payer.objects.filter(kind=kind).earliest("pk")


def a_user(first_name: str = "Ines", last_name: str = "Duarte", **given: object) -> User:
    """Somebody who can sign in, with the password "a long enough secret"."""
    username = f"{first_name}.{last_name}.{next(_numbers)}".lower()
    values = {"username": username, "email": f"{username}@example.org", "password": "a long enough secret"}
    return User.objects.create_user(first_name=first_name, last_name=last_name, **values | given)


def an_actor(practice: Organization, *roles: str, user: User | None = None) -> Actor:
    """A person who holds `roles` in the practice, as a row and as the actor."""
    user = user or a_user()
    _roles_given(user, practice, roles)
    return Actor(practice=practice, roles=frozenset(roles), user=user)


def a_billing_company(*clients: Organization, name: str = "Cascade Billing") -> Organization:
    """A billing company let in by `clients`."""
    company = Organization.objects.create(name=name, kind=OrganizationKind.BILLING_COMPANY)
    for client in clients:
        BillingAgreement.objects.create(practice=client, company=company, effective_from=LONG_AGO)
    return company


def an_outside_actor(company: Organization, practice: Organization, *roles: str) -> Actor:
    """A person of the billing company who acts for its client."""
    user = a_user("Dana", "Whitfield")
    _roles_given(user, company, roles)
    return Actor(practice=practice, roles=frozenset(roles), user=user, employer=company)


def _roles_given(user: User, organization: Organization, roles: Iterable[str]) -> None:
    Membership.objects.bulk_create(
        Membership(user=user, organization=organization, role=role, effective_from=LONG_AGO) for role in roles
    )
