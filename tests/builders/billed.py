"""A visit of the demo's practice through the services, up to its claim: register, cover, document, sign, bill."""

from collections.abc import Sequence
from datetime import date

from cleanclaim import clock
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.encounters.services import (
    Note,
    Performed,
    encounter_document,
    encounter_open,
    encounter_sign,
)
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.patients.services import CoverageDetails, PatientDetails, coverage_add, patient_register
from cleanclaim.apps.practices.acting import acting_as
from cleanclaim.apps.practices.models import Clinician, Location
from cleanclaim.interfaces.demo.practice import Team
from cleanclaim.interfaces.jobs.billing import encounter_bill

NOTE = Note("Cough and fever for three days.", "T 38.1, chest clear.", "Acute bronchitis.", "Rest, fluids.")


def a_covered_patient(team: Team, *, payer_id: str, member_id: str, last_name: str = "Whitaker") -> Patient:
    """June, 58, registered by the front desk with one plan."""
    desk = team.as_("front_desk")
    details = PatientDetails(
        first_name="June", last_name=last_name, birth_date=date(1968, 4, 9), sex="F", phone="5185550142",
        line1="18 Orchard Row", city="Albany", state="NY", zip="12207",
    )  # fmt: skip
    with acting_as(desk):
        patient = patient_register(details=details, by=desk)
        plan = CoverageDetails(
            payer=team.payers[payer_id], rank=1, member_id=member_id, effective_from=date(2020, 1, 1)
        )
        coverage_add(patient=patient, details=plan, by=desk)
    return patient


def a_billed_visit(
    team: Team, patient: Patient, *, diagnoses: Sequence[str] = ("J20.9",), procedures: Sequence[str] = ("99213",)
) -> Claim:
    """Today's visit, written and signed by its clinician, its charges posted and its claim drafted by the coder."""
    clinician, coder = Clinician.everywhere.filter(practice=team.practice).earliest("pk"), team.as_("coder")
    writer = team.clinicians[clinician.pk]
    with acting_as(writer):
        encounter = encounter_open(
            patient=patient, clinician=clinician, location=Location.objects.earliest("pk"), service_on=clock.today(),
            by=writer,
        )  # fmt: skip
        services = [Performed(code, (), "1", (1,)) for code in procedures]
        encounter_document(encounter=encounter, note=NOTE, diagnoses=diagnoses, services=services, by=writer)
        encounter_sign(encounter=encounter, by=writer)
    with acting_as(coder):
        return encounter_bill(encounter=encounter, by=coder)
