"""Every patient of the demo comes for something that fits."""

from datetime import date
from random import Random

import pytest

from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.worklist.kinds import kinds
from cleanclaim.interfaces.demo.habits import HABITS
from cleanclaim.interfaces.demo.people import PLANS
from cleanclaim.interfaces.demo.visits import visit_for

TODAY = date(2026, 11, 24)


def a_person(age, sex="M"):
    return Patient(birth_date=date(TODAY.year - age, 6, 1), sex=sex)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.payer_id or "self-pay")
@pytest.mark.parametrize("is_new", [True, False])
def test_every_age_of_every_plan_has_a_visit_that_fits(plan, is_new):
    for age in range(plan.ages[0], plan.ages[1] + 2):
        for sex in "FM":
            visit = visit_for(a_person(age, sex), plan.payer_id, is_new=is_new, rng=Random(age), on=TODAY)
            assert visit.ages[0] <= age <= visit.ages[1]


@pytest.mark.parametrize(("age", "procedure"), [(0, "99391"), (3, "99392"), (8, "99393"), (15, "99394")])
def test_a_child_is_checked_by_the_code_of_its_age(age, procedure):
    rng = Random(1)
    seen = {visit_for(a_person(age), "60054", is_new=False, rng=rng, on=TODAY) for _ in range(200)}
    assert procedure in {code for visit in seen for code, *_ in visit.services}


def test_the_back_office_does_only_work_that_the_worklist_knows():
    assert set(HABITS) <= set(kinds())
