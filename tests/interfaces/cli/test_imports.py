"""`cleanclaim import` from an empty database on; what becomes of the rows is tested in tests/interfaces/imports."""

from pathlib import Path

import pytest

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.practices.models import Organization

TWO_VISITS = Path(__file__).parents[1] / "fhir" / "files" / "two_visits.json"
pytestmark = pytest.mark.django_db


def test_an_empty_database_gets_a_practice_named_as_in_the_file(run):
    told = run("import", "fhir", TWO_VISITS)
    assert Organization.objects.get().name == "Elm Road Clinic"
    assert "patient\t1\t0" in told.stdout
    assert "1\tPatient\tno whole birth date (first: p2)" in told.stdout


def test_what_could_not_be_read_is_the_exit_status(run):
    told = run("import", "fhir", TWO_VISITS)
    assert told.exit_code == 2
    assert "two_visits.json entry 16" in told.stderr


def test_claims_go_to_the_practice_asked_for(run, practice, an_837):
    told = run("import", "x12", an_837(), "--practice", practice.name.upper())
    assert told.exit_code == 0
    assert Claim.everywhere.get().practice == practice


def test_a_practice_that_is_none_is_said(run, practice, an_837):
    told = run("import", "x12", an_837(), "--practice", "Nowhere")
    assert told.exit_code == 2
    assert practice.name in told.stderr


@pytest.mark.parametrize("kind", ["fhir", "x12"])
def test_a_path_that_is_not_there_is_said(run, tmp_path, kind):
    told = run("import", kind, tmp_path / "nowhere")
    assert told.exit_code == 2
    assert "nowhere: No such file" in told.stderr
