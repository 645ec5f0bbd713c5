"""Adding who and what a practice works with: the practice itself, clinicians, locations, payers.

The activity stream begins later in the cycle: who composes these acts records them.
"""

from datetime import date

from django.db import transaction
from msgspec import Struct
from msgspec.structs import asdict

from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.choices import OrganizationKind, PayerKind
from cleanclaim.apps.practices.models import Clinician, Location, Organization, Payer

SET_UP = "integration.configure"


class ClinicianDetails(Struct, frozen=True, kw_only=True):
    """Who renders services."""

    last_name: str
    npi: str
    effective_from: date
    first_name: str = ""
    credential: str = ""
    taxonomy: str = ""
    external_id: str = ""


class LocationDetails(Struct, frozen=True, kw_only=True):
    """A place of service; phone and ZIP in digits only."""

    name: str
    npi: str = ""
    place_of_service: str = "11"
    clia: str = ""
    clia_kind: str = ""  # a CertificateKind
    phone: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""


class PayerDetails(Struct, frozen=True, kw_only=True):
    """Who answers claims; `receiver_id` empty: no trading partner takes its claims yet."""

    name: str
    payer_id: str
    kind: str = PayerKind.COMMERCIAL
    filing_code: str = "CI"
    receiver_id: str = ""
    phone: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""


@transaction.atomic
def practice_add(*, name: str) -> Organization:
    """A new tenant; nobody acts yet, so nobody is asked for a permission: for the command line only."""
    return Organization.objects.create(name=name[:60], kind=OrganizationKind.PRACTICE)


@transaction.atomic
def clinician_add(*, details: ClinicianDetails, by: Actor) -> Clinician:
    """One more clinician of the practice."""
    by.require(SET_UP)
    return Clinician.objects.create(practice=by.practice, **asdict(details))


@transaction.atomic
def location_add(*, details: LocationDetails, by: Actor) -> Location:
    """One more place where patients are seen."""
    by.require(SET_UP)
    return Location.objects.create(practice=by.practice, **asdict(details))


@transaction.atomic
def location_update(*, location: Location, details: LocationDetails, by: Actor) -> Location:
    """What the place is from now on; claims that were sent keep what they said."""
    by.require(SET_UP)
    for name, value in asdict(details).items():
        setattr(location, name, value)
    location.save(update_fields=[*asdict(details)])
    return location


@transaction.atomic
def payer_add(*, details: PayerDetails, by: Actor) -> Payer:
    """One more payer, with the usual deadlines until its contract says otherwise."""
    by.require(SET_UP)
    return Payer.objects.create(practice=by.practice, **asdict(details))
