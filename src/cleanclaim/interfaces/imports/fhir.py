"""FHIR bundles become patients, coverages and visits; what carries no billable code becomes work for a coder."""

from django.db import transaction

from cleanclaim import clock
from cleanclaim.apps.encounters.models import Encounter as EncounterRow
from cleanclaim.apps.encounters.services import encounter_document, encounter_open
from cleanclaim.apps.patients.choices import Rank, Relationship
from cleanclaim.apps.patients.errors import CoverageRankTaken
from cleanclaim.apps.patients.models import Coverage as CoverageRow
from cleanclaim.apps.patients.models import Patient as PatientRow
from cleanclaim.apps.patients.services import CoverageDetails, coverage_add, patient_register
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.errors import Refusal
from cleanclaim.apps.practices.models import Clinician, Location
from cleanclaim.apps.worklist.services import Need, work_item_open
from cleanclaim.interfaces.fhir import mapping, resources
from cleanclaim.interfaces.fhir.bundle import Bundle
from cleanclaim.interfaces.fhir.mapping import Unusable
from cleanclaim.interfaces.imports.practice import Directory
from cleanclaim.interfaces.imports.report import Report
from cleanclaim.interfaces.imports.visit import Coded, coded_visits

CODING, UNSIGNED = "coding", "encounter_unsigned"
NOT_USED = {
    "Claim": "billed by other software: claims are imported from 837 files",
    "ExplanationOfBenefit": "a payer's answer: payments are imported from 835 files",
}
ENDED_COVERAGE = {"cancelled"}
NO_COVERAGE = {"entered-in-error", "draft"}


class FhirImport:
    """Takes in bundle after bundle for one practice; each whole or not at all."""

    def __init__(self, by: Actor, report: Report) -> None:
        self.by, self.report = by, report
        self.directory = Directory(by, report)

    @transaction.atomic
    def take(self, bundle: Bundle) -> None:
        """One bundle.  What it holds that was imported before stays as it is now."""
        for kind, count in bundle.left_out.items():
            self.report.leave_out(kind, NOT_USED.get(kind, "billing does not use it"), count=count)
        self.report.unreadable.extend(f"{each.place}: {each.problem}" for each in bundle.unreadable)
        patients = self._patients(bundle)
        for coverage in bundle.all(resources.Coverage):
            self._coverage(coverage, bundle, patients)
        self._encounters(bundle, patients)

    def _patients(self, bundle: Bundle) -> dict[str, PatientRow]:
        """The bundle's patients by their key there."""
        keys = [bundle.key(patient) for patient in bundle.all(resources.Patient)]
        rows = {row.external_id: row for row in PatientRow.objects.filter(external_id__in=keys)}
        self.report.known["patient"] += len(rows)
        for patient in bundle.all(resources.Patient):
            key = bundle.key(patient)
            if key in rows:
                continue
            try:
                details = mapping.patient_details(patient)
            except Unusable as reason:
                self.report.leave_out("Patient", str(reason), key)
                continue
            number = mapping.record_number(patient)
            number = "" if PatientRow.objects.filter(mrn=number).exists() else number
            rows[key] = patient_register(details=details, mrn=number, external_id=key, by=self.by)
            self.report.added["patient"] += 1
        return rows

    def _patient(self, reference: resources.Reference, bundle: Bundle, patients: dict[str, PatientRow]) -> PatientRow:
        """Raises Unusable when the bundle has no such patient or that one was left out."""
        found = bundle.find(reference, resources.Patient)
        if found is None:
            raise Unusable("its patient is not in the bundle")
        if bundle.key(found) not in patients:
            raise Unusable("its patient was left out")
        return patients[bundle.key(found)]

    def _coverage(self, coverage: resources.Coverage, bundle: Bundle, patients: dict[str, PatientRow]) -> None:
        key = bundle.key(coverage)
        try:
            patient = self._patient(coverage.beneficiary, bundle, patients)
            if CoverageRow.objects.filter(patient=patient, external_id=key).exists():
                self.report.known["coverage"] += 1
                return
            details = self._coverage_details(coverage, bundle)
            self._coverage_add(patient, details, key)
        except Unusable as reason:
            self.report.leave_out("Coverage", str(reason), key)

    def _coverage_details(self, coverage: resources.Coverage, bundle: Bundle) -> CoverageDetails:
        if coverage.status in NO_COVERAGE:
            raise Unusable(f"status {coverage.status}")
        ends = mapping.day(coverage.period.end)
        if coverage.status in ENDED_COVERAGE and ends is None:
            raise Unusable("cancelled, and no last day is given")
        begins = mapping.day(coverage.period.start)
        if begins is None:
            self.report.note("coverage", "no first day is given: in force from the day of import")
        payor = next(iter(coverage.payor), resources.Reference())
        organization = bundle.find(payor, resources.Organization)
        payer = self.directory.payer(mapping.payer_details(organization, payor.display))
        if not coverage.subscriber_id:
            self.report.note("coverage", "no member ID: claims will be held until it is entered")
        return CoverageDetails(
            payer=payer,
            rank=min(max(coverage.order, Rank.PRIMARY), Rank.TERTIARY),
            member_id=coverage.subscriber_id[:40],
            effective_from=begins or clock.today(),
            effective_to=ends,
            group_number=mapping.class_of(coverage, "group")[:40],
            plan_name=mapping.class_of(coverage, "plan")[:60],
            relationship=mapping.relationship(coverage),
            **_subscriber(coverage, bundle),
        )

    def _coverage_add(self, patient: PatientRow, details: CoverageDetails, key: str) -> None:
        """In its own place of the order, else the next that is free on its days."""
        for rank in range(details.rank, Rank.TERTIARY + 1):
            try:
                placed = CoverageDetails(**{**_fields(details), "rank": rank})
                coverage_add(patient=patient, details=placed, external_id=key, by=self.by)
            except CoverageRankTaken:
                continue
            self.report.added["coverage"] += 1
            return
        raise Unusable("more than three plans on the same days")

    def _encounters(self, bundle: Bundle, patients: dict[str, PatientRow]) -> None:
        keys = [bundle.key(encounter) for encounter in bundle.all(resources.Encounter)]
        known = set(EncounterRow.objects.filter(external_id__in=keys).values_list("external_id", flat=True))
        self.report.known["encounter"] += len(known)
        for visit in coded_visits(bundle, self.report):
            if visit.key in known:
                continue
            try:
                patient = self._patient(visit.encounter.subject, bundle, patients)
                clinician = self._clinician(visit.encounter, bundle)
                location = self._location(visit.encounter, bundle)
                self._visit(visit, patient, clinician, location)
            except (Unusable, Refusal) as reason:
                self.report.leave_out("Encounter", str(reason), visit.key)

    def _clinician(self, encounter: resources.Encounter, bundle: Bundle) -> Clinician:
        reasons = ["names no clinician"]
        for participant in encounter.participant:
            role = bundle.find(participant.individual, resources.PractitionerRole)
            reference = role.practitioner if role else participant.individual
            practitioner = bundle.find(reference, resources.Practitioner)
            if practitioner is None:
                continue
            role = role or _role_of(reference, bundle)
            try:
                details = mapping.clinician_details(practitioner, role, bundle.key(practitioner))
            except Unusable as reason:
                reasons.append(f"its clinician has {reason}")
                continue
            return self.directory.clinician(details)
        raise Unusable(reasons[-1])

    def _location(self, encounter: resources.Encounter, bundle: Bundle) -> Location:
        """Its location, else the organization that provides it."""
        places = (bundle.find(each.location, resources.Location) for each in encounter.location)
        place = next(filter(None, places), None) or bundle.find(encounter.service_provider, resources.Organization)
        if place is None or not place.name.strip():
            raise Unusable("names no place")
        return self.directory.location(mapping.location_details(place))

    @transaction.atomic
    def _visit(self, visit: Coded, patient: PatientRow, clinician: Clinician, location: Location) -> None:
        row = encounter_open(
            patient=patient,
            clinician=clinician,
            location=location,
            service_on=visit.on,
            external_id=visit.key,
            by=self.by,
        )
        encounter_document(
            encounter=row,
            note=visit.note,
            diagnoses=visit.diagnoses,
            services=visit.services,
            place_of_service=mapping.PLACES.get(visit.encounter.classed.code),
            by=self.by,
        )
        work_item_open(subject=row, need=_need(visit, row), by=self.by)
        self.report.added["encounter"] += 1
        self.report.added["coding work item" if visit.missing else "visit to sign"] += 1


def _need(visit: Coded, row: EncounterRow) -> Need:
    """Code it when a billable code is missing, else sign it."""
    name = row.patient.name[:60]
    if not visit.missing:
        return Need(
            kind=UNSIGNED,
            title=f"Sign the imported visit of {name}, {visit.on}",
            reason="Imported with its codes; nothing is billed before it is signed.",
            next_action="Review and sign",
            role="clinician",
            url=f"/encounters/{row.pk}/",
        )
    return Need(
        kind=CODING,
        title=f"Code the imported visit of {name}, {visit.on}",
        reason=f"No {' and no '.join(visit.missing)}. {visit.in_words}".strip(),
        next_action="Code the visit",
        role="coder",
        url=f"/encounters/{row.pk}/",
    )


def _role_of(practitioner: resources.Reference, bundle: Bundle) -> resources.PractitionerRole | None:
    """What the bundle says a practitioner works as."""
    found = bundle.find(practitioner, resources.Practitioner)
    roles = bundle.all(resources.PractitionerRole)
    return next((role for role in roles if bundle.find(role.practitioner, resources.Practitioner) is found), None)


def _subscriber(coverage: resources.Coverage, bundle: Bundle) -> dict[str, object]:
    """The subscriber's fields, when that is another patient of the bundle."""
    other = bundle.find(coverage.subscriber, resources.Patient)
    if other is None or mapping.relationship(coverage) == Relationship.SELF:
        return {}
    name = mapping.official(other.name)
    return {
        "subscriber_first_name": next(iter(name.given), "")[:35],
        "subscriber_last_name": name.family[:60],
        "subscriber_birth_date": mapping.day(other.birth_date),
        "subscriber_sex": mapping.SEXES.get(other.gender, ""),
    }


def _fields(details: CoverageDetails) -> dict[str, object]:
    return {name: getattr(details, name) for name in details.__struct_fields__}
