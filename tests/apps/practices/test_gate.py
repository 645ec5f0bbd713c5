"""The door of every screen."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from tests.builders.practices import an_actor

from cleanclaim.apps.practices.errors import NotPermitted
from cleanclaim.apps.practices.gate import permission_needed


@permission_needed("claim.submit", "statement.send")
def screen(request):
    return HttpResponse("claims to send")


def opened_by(rf, actor):
    request = rf.get("/claims/")
    request.user, request.actor = (actor.user if actor else AnonymousUser()), actor
    return screen(request)


def test_who_holds_one_of_the_permissions_comes_in(rf, practice):
    assert opened_by(rf, an_actor(practice, "biller")).content == b"claims to send"


def test_who_holds_none_is_refused(rf, practice):
    with pytest.raises(NotPermitted):
        opened_by(rf, an_actor(practice, "front_desk"))


def test_nobody_signed_in_is_sent_to_sign_in(rf, db):
    assert opened_by(rf, None).url == "/accounts/login/?next=/claims/"


def test_the_view_says_what_it_needs():
    assert screen.permissions == ("claim.submit", "statement.send")
