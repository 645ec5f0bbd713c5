"""The two demo practices and the billing company that works in both: people, places, payers, prices."""

import secrets
from datetime import date
from functools import cache

from django.contrib.auth.hashers import make_password
from msgspec import Struct

from cleanclaim.apps.practices.acting import Actor, acting_as, system_actor
from cleanclaim.apps.practices.choices import CertificateKind, OrganizationKind, PayerKind
from cleanclaim.apps.practices.models import (
    BillingAgreement,
    Clinician,
    Contract,
    ContractRate,
    Enrollment,
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
from cleanclaim.core.simulator.book import SimPayer, demo_book

LONG_AGO = date(2020, 1, 1)
FAMILY_MEDICINE, INTERNAL_MEDICINE = "207Q00000X", "207R00000X"
PARTNER = "SIMULATOR"
KINDS = {
    "medicare": PayerKind.MEDICARE,
    "medicaid": PayerKind.MEDICAID,
    "workers_compensation": PayerKind.WORKERS_COMP,
}
FILING_CODES = {"medicare": "MB", "medicaid": "MC", "workers_compensation": "WC"}
CHARGE_PERCENT = 190  # of the reference rate, rounded up to whole dollars


class Seat(Struct, frozen=True):
    """Somebody of the staff: sign-in, name, roles."""

    username: str
    first_name: str
    last_name: str
    roles: tuple[str, ...]


class House(Struct, frozen=True):
    """A practice to be made."""

    name: str
    number: int
    submitter_id: str
    taxonomy: str
    clinicians: tuple[Seat, ...]
    staff: tuple[Seat, ...]
    places: tuple[tuple[str, str], ...]


LARKFIELD = House(
    name="Larkfield Family Medicine",
    number=1,
    submitter_id="LARKFIELD",
    taxonomy=FAMILY_MEDICINE,
    clinicians=(
        Seat("raman", "Anika", "Raman", ("clinician",)),
        Seat("castillo", "Owen", "Castillo", ("clinician",)),
        Seat("brandt", "Lena", "Brandt", ("clinician",)),
    ),
    staff=(
        Seat("ines", "Ines", "Duarte", ("front_desk",)),
        Seat("dana", "Dana", "Whitfield", ("biller", "coder")),
        Seat("tomas", "Tomas", "Rey", ("payment_poster",)),
        Seat("priya", "Priya", "Nair", ("denial_specialist",)),
        Seat("morgan", "Morgan", "Ellery", ("manager",)),
        Seat("olive", "Olive", "Hart", ("owner",)),
    ),
    places=(("Larkfield, Main Street", "14 Main Street"), ("Larkfield, Harbor Road", "2 Harbor Road")),
)
HARBOR_POINT = House(
    name="Harbor Point Internal Medicine",
    number=2,
    submitter_id="HARBORPOINT",
    taxonomy=INTERNAL_MEDICINE,
    clinicians=(
        Seat("sorensen", "Mette", "Sorensen", ("clinician",)),
        Seat("adeyemi", "Tunde", "Adeyemi", ("clinician",)),
    ),
    staff=(Seat("nell", "Nell", "Price", ("front_desk",)), Seat("gil", "Gil", "Moreau", ("manager",))),
    places=(("Harbor Point", "90 Quay Street"),),
)
COMPANY = (
    Seat("lee", "Lee", "Park", ("billing_lead", "biller", "coder", "denial_specialist")),
    Seat("sam", "Sam", "Ostrow", ("payment_poster",)),
)


class Team(Struct):
    """A practice with everybody acting in it, by role."""

    practice: Organization
    actors: dict[str, Actor]
    clinicians: dict[int, Actor]  # by clinician
    payers: dict[str, Payer]

    def as_(self, role: str) -> Actor:
        """Who does that in this practice."""
        return self.actors[role]


class Demo(Struct):
    """Everything the year needs, and the password everybody signs in with."""

    teams: tuple[Team, ...]
    password: str


def demo_practices() -> Demo:
    """Make the organizations, staff, payers and prices."""
    password = f"{secrets.choice(WORDS)}-{secrets.choice(WORDS)}-{secrets.randbelow(90) + 10}"
    hashed = make_password(password)
    company = Organization.objects.create(name="Clearwater Billing", kind=OrganizationKind.BILLING_COMPANY)
    outside = {seat: _user(seat, company, hashed) for seat in COMPANY}
    teams = tuple(_house(house, company, outside, hashed) for house in (LARKFIELD, HARBOR_POINT))
    return Demo(teams, password)


WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "inlet", "juniper", "kelp", "larch")


def _house(house: House, company: Organization, outside: dict[Seat, User], hashed: str) -> Team:
    practice = Organization.objects.create(
        name=house.name,
        kind=OrganizationKind.PRACTICE,
        npi=npi(f"19{house.number:07d}"),
        tax_id=f"9100001{house.number:02d}",
        taxonomy=house.taxonomy,
        phone="5185550100",
        contact_name="Billing Office",
        submitter_id=house.submitter_id,
        line1=house.places[0][1],
        city="Albany",
        state="NY",
        zip="122071234",
    )
    BillingAgreement.objects.create(practice=practice, company=company, effective_from=LONG_AGO)
    with acting_as(system_actor(practice)):
        payers = _payers()
        _fees()
        for position, (name, street) in enumerate(house.places):
            Location.objects.create(
                name=name,
                line1=street,
                city="Albany",
                state="NY",
                zip="122071234",
                npi="" if position else practice.npi,
                clia=f"33D012345{position}",
                clia_kind=CertificateKind.COMPLIANCE,
            )
        clinicians = {
            _clinician(seat, house, position, practice, hashed): seat for position, seat in enumerate(house.clinicians)
        }
        Enrollment.objects.bulk_create(
            Enrollment(practice=practice, payer=payer, clinician=clinician, effective_from=LONG_AGO)
            for payer in payers.values()
            for clinician in (None, *clinicians)
        )
    actors = {}
    for seat, user in outside.items():
        actor = Actor(practice=practice, roles=frozenset(seat.roles), user=user, employer=company)
        actors |= dict.fromkeys(seat.roles, actor)
    for seat in house.staff:
        actor = Actor(practice=practice, roles=frozenset(seat.roles), user=_user(seat, practice, hashed))
        actors |= dict.fromkeys(seat.roles, actor)
    own = {c.pk: Actor(practice=practice, roles=frozenset(seat.roles), user=c.user) for c, seat in clinicians.items()}
    return Team(practice, {**actors, "system": system_actor(practice)}, own, payers)


def _user(seat: Seat, organization: Organization, hashed: str) -> User:
    user = User.objects.create(
        username=seat.username,
        first_name=seat.first_name,
        last_name=seat.last_name,
        email=f"{seat.username}@example.org",
        password=hashed,
    )
    Membership.objects.bulk_create(
        Membership(user=user, organization=organization, role=role, effective_from=LONG_AGO) for role in seat.roles
    )
    return user


def _clinician(seat: Seat, house: House, position: int, practice: Organization, hashed: str) -> Clinician:
    return Clinician.objects.create(
        user=_user(seat, practice, hashed),
        first_name=seat.first_name,
        last_name=seat.last_name,
        credential="MD",
        npi=npi(f"18{house.number:03d}{position:04d}"),
        taxonomy=house.taxonomy,
        effective_from=LONG_AGO,
    )


def _payers() -> dict[str, Payer]:
    """The payers of the simulator, and the contracts signed with them."""
    TradingPartner.objects.create(name="Payer simulator", identifier=PARTNER, adapter="simulator")
    payers = {}
    for sim in demo_book().payers:
        payers[sim.payer_id] = payer = _payer(sim)
        contract = Contract.objects.create(
            payer=payer,
            name=f"{sim.name} agreement",
            percent_of_charge=sim.percent_of_charge,
            sequestration=bool(sim.sequestration_percent),
            effective_from=LONG_AGO,
        )
        ContractRate.objects.bulk_create(
            ContractRate(practice=payer.practice, contract=contract, procedure=code, allowed=allowed)
            for code, allowed in sim.rates.items()
        )
    return payers


def _payer(sim: SimPayer) -> Payer:
    return Payer.objects.create(
        name=sim.name,
        payer_id=sim.payer_id,
        kind=KINDS.get(sim.kind, PayerKind.COMMERCIAL),
        filing_code=FILING_CODES.get(sim.kind, "CI"),
        receiver_id=PARTNER,
        timely_filing_days=sim.filing_days,
        takes_replacements=sim.kind != "medicare",
        corrected_claim_days=180,
        appeal_days=120,
        phone=sim.phone,
        line1=sim.address.line1,
        city=sim.address.city,
        state=sim.address.state,
        zip=sim.address.zip,
    )


@cache
def _charges() -> dict[str, int]:
    """{procedure: cents}: what the practice charges, in whole dollars."""
    medicare = demo_book().payers[0]
    return {code: -(-rate * CHARGE_PERCENT // 10_000) * 100 for code, rate in medicare.rates.items()}


def _fees() -> None:
    schedule = FeeSchedule.objects.create(name="Standard fees", effective_from=LONG_AGO)
    Fee.objects.bulk_create(
        Fee(practice=schedule.practice, schedule=schedule, procedure=code, amount=amount)
        for code, amount in _charges().items()
    )


def sign_ins(demo: Demo) -> str:
    """Who can sign in, for the screen."""
    lines = [f"Everybody's password: {demo.password}", ""]
    for house in (LARKFIELD, HARBOR_POINT):
        lines.append(house.name)
        lines += [f"  {seat.username:<10} {_what(seat)}" for seat in (*house.staff, *house.clinicians)]
    lines.append("Clearwater Billing (works in both practices)")
    lines += [f"  {seat.username:<10} {_what(seat)}" for seat in COMPANY]
    return "\n".join(lines) + "\n"


def _what(seat: Seat) -> str:
    return f"{seat.first_name} {seat.last_name}, {', '.join(role.replace('_', ' ') for role in seat.roles)}"
