"""What the tests of every stage can ask for."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from tests.builders.practices import a_practice

from cleanclaim.apps.practices.acting import Actor, acting_as, system_actor
from cleanclaim.apps.practices.models import Organization


@pytest.fixture
def practice(db: None) -> Organization:
    """A practice that can bill."""
    return a_practice()


@pytest.fixture
def by(practice: Organization) -> Iterator[Actor]:
    """The system, acting for the practice during the test."""
    with acting_as(system_actor(practice)) as actor:
        yield actor


@pytest.fixture
def browsing_as(client: Client) -> Callable[[Actor], Client]:
    """A client signed in as the person who acts."""

    def sign_in(actor: Actor) -> Client:
        client.force_login(actor.user)
        return client

    return sign_in
