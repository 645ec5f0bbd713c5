"""Every address, asked as every role, for the own practice and for the other one.

The resolver is walked, so a new view is asked too; one that declares no permission (`permission_needed`) fails.
Addresses name the row they select, `<int:claim_id>`; a row of each kind is made for both practices by `a_row`.
"""

import pytest
from django.db import transaction
from django.test import Client
from tests.builders.addresses import MODELS, OTHER_ARGUMENTS, Address, addresses
from tests.builders.practices import a_billing_company, a_practice, a_user, an_actor, an_outside_actor
from tests.builders.rows import a_row

from cleanclaim.apps.practices import roles
from cleanclaim.apps.practices.acting import acting_as, system_actor

# Whoever holds the permission only so may be shown less than others: nothing, or 404.
NARROW = {"own", "masked", "assigned", "site", "limit", "request", "approve", "scope", "clients"}
# Addresses that may rightly have nothing to show for a row that exists.
MAY_BE_EMPTY = {
    "encounters/<int:encounter_id>/claim/",  # nothing was billed yet
    "claims/<int:claim_id>/sent/",  # nothing was sent yet
    "books/bank/drawers/<int:location_id>/",  # nothing is in the drawer
    "claims/<int:claim_id>/lines/<int:charge_line_id>/settle/",  # a line of another claim
}
ANSWERS = {200, 302, 400, 405, 409, 422}
ALL = list(addresses())
SELECTING = [address for address in ALL if any(argument.endswith("_id") for argument in address.arguments)]
STAFF = sorted(set(roles.roles()) - {"api_client"})


@pytest.fixture(autouse=True)
def faults_are_answers(client: Client) -> None:
    """A view that fails is reported with its address, as 500, and the others are still asked."""
    client.raise_request_exception = False


def test_every_view_says_which_permission_it_needs():
    assert [address.route for address in ALL if not hasattr(address.view, "permissions")] == []


def test_every_address_names_the_row_it_selects():
    unknown = {
        f"{address.route}: {argument}"
        for address in ALL
        for argument in address.arguments
        if argument not in OTHER_ARGUMENTS and argument.removesuffix("_id").replace("_", "") not in MODELS
    }
    assert unknown == set()


def test_nobody_signed_in_sees_nothing(client, practice, by):
    rows = one_of_each()
    answers = {address.route: asked(client, address.path(rows)) for address in ALL}
    assert {route: answer for route, answer in answers.items() if answer not in (302, 405)} == {}


@pytest.mark.roles
@pytest.mark.parametrize("role", STAFF)
def test_each_role_opens_what_its_permissions_grant_and_nothing_else(role, client, practice, by):
    client.force_login(an_actor(practice, role).user)
    assert answered_otherwise(client, role) == {}


def test_whoever_has_every_role_opens_everything(client, practice, by):
    client.force_login(an_actor(practice, *STAFF).user)
    assert answered_otherwise(client, *STAFF) == {}


@pytest.mark.roles
@pytest.mark.parametrize("role", STAFF)
def test_rows_of_another_practice_are_not_there(role, client, practice, by):
    with acting_as(system_actor(a_practice("Harbor Pediatrics"))):
        theirs = one_of_each()
    client.force_login(an_actor(practice, role).user)
    answers = {address.route: asked(client, address.path(theirs)) for address in SELECTING}
    assert {route: answer for route, answer in answers.items() if answer != 404} == {}


def test_a_billing_company_opens_no_row_of_a_practice_that_is_not_its_client(client, practice, by):
    other = a_practice("Harbor Pediatrics")
    outsider = an_outside_actor(a_billing_company(practice), practice, *STAFF)
    with acting_as(system_actor(other)):
        theirs = one_of_each()
    client.force_login(outsider.user)
    answers = {address.route: asked(client, address.path(theirs)) for address in SELECTING}
    assert {route: answer for route, answer in answers.items() if answer != 404} == {}


def test_who_works_nowhere_opens_nothing(client, practice, by):
    rows = one_of_each()
    client.force_login(a_user())
    answers = {address.route: asked(client, address.path(rows)) for address in ALL}
    assert {route: answer for route, answer in answers.items() if answer not in (404, 405)} == {}


def answered_otherwise(client: Client, *held: str) -> dict[str, int]:
    """{address: its answer} of those that answer otherwise than the roles grant."""
    rows = one_of_each()
    answers = {address: asked(client, address.path(rows)) for address in ALL}
    return {address.route: answer for address, answer in answers.items() if answer not in expected(address, *held)}


def expected(address: Address, *held: str) -> set[int]:
    """What whoever has these roles may be answered."""
    if not address.permissions:
        return ANSWERS | {404}
    looks = [permission for permission in address.permissions if permission.endswith((".view", ".search"))]
    looks += [permission for permission in address.permissions if permission.startswith("report.")]
    levels = {roles.level(permission, held) for permission in address.permissions} - {None}
    useful = {level for level in levels if level not in roles.LOOKING or looks}
    if not useful:
        return {404, 405}
    is_whole = useful - NARROW and address.route not in MAY_BE_EMPTY
    return ANSWERS if is_whole else ANSWERS | {404}


def asked(client: Client, path: str) -> int:
    """The status of a GET, or of an empty POST where only that is taken; whatever it did is undone."""
    answer = client.get(path)
    if answer.status_code != 405:
        return answer.status_code
    with transaction.atomic():
        status = client.post(path).status_code
        transaction.set_rollback(True)
    return status


def one_of_each() -> dict[str, int]:
    """{model name: primary key} of one row of each model that an address selects, in the acting practice."""
    wanted = {argument.removesuffix("_id").replace("_", "") for address in ALL for argument in address.arguments}
    return {name: a_row(MODELS[name]).pk for name in sorted(wanted & set(MODELS))}
