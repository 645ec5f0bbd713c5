"""Invented patients with coverages, drawn from a seed."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from msgspec import Struct

from cleanclaim.apps.patients.choices import Relationship
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.patients.services import (
    CoverageDetails,
    GuarantorDetails,
    PatientDetails,
    coverage_add,
    guarantor_set,
    patient_register,
)
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.models import Payer
from cleanclaim.core.tables import read_table

MBI_LETTERS = "ACDEFGHJKMNPQRTUVWXY"
# What is wrong with a member ID, as the simulator reads its end, in a thousand.
MARKS = (("00", 12), ("01", 16), ("02", 10), ("03", 8))


class Plan(Struct, frozen=True):
    """Who pays for a share of the patients (weights), and between which ages."""

    payer_id: str
    weight: int
    ages: tuple[int, int]


PLANS = (
    Plan("60054", 30, (0, 64)),
    Plan("87726", 22, (0, 64)),
    Plan("SKNY0", 18, (0, 64)),
    Plan("13202", 26, (65, 92)),
    Plan("WC001", 3, (20, 63)),
    Plan("", 4, (20, 60)),
)
SUPPLEMENT, MEDICARE, WORKERS_COMP = "CED01", "13202", "WC001"


@cache
def names() -> dict[str, Any]:
    return read_table(files(__package__).joinpath("names.yaml").read_text("utf-8"))


def patients_make(count: int, payers: dict[str, Payer], rng: Random, on: date, by: Actor) -> Iterator[Patient]:
    """Register `count` patients as of a day, one by one."""
    for _ in range(count):
        plan = rng.choices(PLANS, weights=[each.weight for each in PLANS])[0]
        age = rng.randint(*plan.ages)
        details = _details(age, rng, on)
        patient = patient_register(details=details, by=by)
        if age < 18:
            guarantor_set(patient=patient, details=_parent(details, rng), by=by)
        if plan.payer_id:
            _cover(patient, payers, plan.payer_id, rng, by)
        yield patient


def _details(age: int, rng: Random, on: date) -> PatientDetails:
    sex = rng.choice("FM")
    town = rng.choice(names()["town"])
    return PatientDetails(
        first_name=rng.choice(names()["first"][sex]),
        last_name=rng.choice(names()["last"]),
        birth_date=on - timedelta(days=age * 365 + rng.randint(1, 364)),
        sex=sex,
        phone=f"518555{rng.randint(0, 9999):04d}",
        line1=f"{rng.randint(1, 240)} {rng.choice(names()['street'])}",
        city=town["city"],
        state="NY",
        zip=town["zip"],
    )


def _parent(child: PatientDetails, rng: Random) -> GuarantorDetails:
    first = rng.choice(names()["first"][rng.choice("FM")])
    address = {name: getattr(child, name) for name in ("phone", "line1", "city", "state", "zip")}
    birth = child.birth_date - timedelta(days=rng.randint(24, 40) * 365)
    return GuarantorDetails(first_name=first, last_name=child.last_name, birth_date=birth, **address)


def _cover(patient: Patient, payers: dict[str, Payer], payer_id: str, rng: Random, by: Actor) -> None:
    guarantor = patient.guarantor
    subscriber = (
        {
            "relationship": Relationship.CHILD,
            "subscriber_first_name": guarantor.first_name,
            "subscriber_last_name": guarantor.last_name,
            "subscriber_birth_date": guarantor.birth_date,
            "subscriber_sex": rng.choice("FM"),
        }
        if guarantor and payer_id != "SKNY0"
        else {}
    )
    coverage_add(
        patient=patient,
        details=CoverageDetails(
            payer=payers[payer_id],
            rank=1,
            member_id=member_id(payer_id, rng),
            group_number="" if payer_id in (MEDICARE, "SKNY0") else f"{rng.randint(10000, 99999)}",
            effective_from=date(2020, 1, 1),
            **subscriber,
        ),
        by=by,
    )
    if payer_id == MEDICARE and rng.random() < 0.5:
        supplement = CoverageDetails(
            payer=payers[SUPPLEMENT], rank=2, member_id=member_id(SUPPLEMENT, rng), effective_from=date(2020, 1, 1)
        )
        coverage_add(patient=patient, details=supplement, by=by)


def member_id(payer_id: str, rng: Random, *, is_good: bool = False) -> str:
    """An ID in the payer's form; a few carry the end that makes the simulated payer say no."""
    mark = "" if is_good or payer_id in (WORKERS_COMP, SUPPLEMENT) else _mark(rng)
    if payer_id == MEDICARE:
        return _mbi(mark, rng)
    body = f"{rng.randint(100_000, 999_999)}{rng.randint(1_111, 9_999)}"
    return f"{payer_id[:3]}{body[:-4]}00{mark}" if mark else f"{payer_id[:3]}{body}"


def _mark(rng: Random) -> str:
    drawn = rng.randrange(1000)
    for mark, share in MARKS:
        drawn -= share
        if drawn < 0:
            return mark
    return ""


def _mbi(mark: str, rng: Random) -> str:
    letter, digit = (lambda: rng.choice(MBI_LETTERS)), (lambda: str(rng.randint(0, 9)))
    head = f"{rng.randint(1, 9)}{letter()}{digit()}{digit()}{letter()}{digit()}{digit()}"
    return f"{head}XX{mark}" if mark else f"{head}{letter()}{rng.choice('ACDEF')}{digit()}{digit()}"
