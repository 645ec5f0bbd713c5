"""The practice that is asked, and who asks: somebody with every staff role, signed in."""

from time import perf_counter

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from practice import Filling
from tests.builders.claims import a_scrubbed_claim
from tests.builders.patients import a_patient
from tests.builders.practices import a_practice, an_actor

from cleanclaim.apps.practices.acting import Actor, acting_as
from cleanclaim.apps.practices.models import Payer

DIAGNOSES = ("M54.5", "E11", "M25.561", "I10", "Z00.00", "Z00.01")
SERVICES = (
    ("99214", "26", "1,2"), ("20610", "", "3"), ("J3301", "", "3", "4"), ("93000", "", "4"), ("80053", "", "2"),
    ("36415", "", "2"),
)  # fmt: skip
ROLES = ("front_desk", "biller", "coder", "payment_poster", "manager")


def filled() -> Actor:
    """Two practices, the second one large, and somebody who works in it."""
    start = perf_counter()
    call_command("migrate", verbosity=0)
    a_practice("Harbor Point Orthopedics")
    actor = an_actor(a_practice(), *ROLES)
    with acting_as(actor):
        Filling(actor.practice).fill(lambda part: print(f"{part}, {perf_counter() - start:.0f} s", flush=True))
    with connection.cursor() as cursor:  # what autovacuum does to such tables within minutes
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return actor


def client_of(actor: Actor) -> Client:
    """A browser with a session."""
    setup_test_environment(debug=False)
    client = Client()
    client.force_login(actor.user)
    return client


def payer_of(actor: Actor) -> int:
    """A payer of the practice."""
    with acting_as(actor):
        return Payer.objects.earliest("pk").pk


def held_claim_of(actor: Actor) -> int:
    """A claim of six lines and six diagnoses that a dozen findings hold."""
    with acting_as(actor):
        return a_scrubbed_claim(actor, patient=a_patient(mrn="B-1"), diagnoses=DIAGNOSES, services=SERVICES).pk


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)
