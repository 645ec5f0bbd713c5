"""The practice that is asked, and who asks: somebody with every staff role, signed in."""

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from practice import Filling
from tests.builders.practices import a_practice, an_actor

from cleanclaim.apps.practices.acting import Actor, acting_as

ROLES = ("front_desk", "biller", "coder", "payment_poster", "manager")


def filled() -> Actor:
    """Two practices, the second one large, and somebody who works in it."""
    call_command("migrate", verbosity=0)
    a_practice("Harbor Point Orthopedics")
    actor = an_actor(a_practice(), *ROLES)
    with acting_as(actor):
        Filling(actor.practice).fill(lambda part: print(f"filling: {part:<20}", end="\r", flush=True))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return actor


def client_of(actor: Actor) -> Client:
    """A browser with a session."""
    setup_test_environment(debug=False)
    client = Client()
    client.force_login(actor.user)
    return client


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)
