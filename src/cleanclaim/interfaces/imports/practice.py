"""Which practice an import belongs to, and finding or adding its clinicians, locations and payers."""

from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.choices import OrganizationKind
from cleanclaim.apps.practices.directory import (
    ClinicianDetails,
    LocationDetails,
    PayerDetails,
    clinician_add,
    location_add,
    payer_add,
    practice_add,
)
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.models import Clinician, Location, Organization, Payer
from cleanclaim.core.identifiers import is_npi
from cleanclaim.interfaces.imports.report import Report

UNNAMED = "Imported practice"


def practice_for(name: str, *, named_in_file: str = "") -> Organization:
    """The practice of that name, else the first one; in an empty database a new one, named as asked or as in the file.

    Raises NotAllowedNow when there are practices and none has that name.
    """
    practices = Organization.objects.filter(kind=OrganizationKind.PRACTICE).order_by("pk")
    found = practices.filter(name__iexact=name).first() if name else practices.first()
    if found:
        return found
    if practices.exists():
        names = ", ".join(practice.name for practice in practices[:5])
        raise NotAllowedNow(f"There is no practice named {name!r}. There are: {names}.")
    return practice_add(name=name or named_in_file or UNNAMED)


class Directory:
    """The practice's clinicians, locations and payers by what tells them apart; what is missing is added once."""

    def __init__(self, by: Actor, report: Report) -> None:
        self._by, self._report = by, report
        self._clinicians: dict[str, Clinician] = {}
        self._locations = {(row.name, row.line1, row.zip): row for row in Location.objects.order_by("-pk")}
        self._payers = {row.payer_id: row for row in Payer.objects.all()}
        for clinician in Clinician.objects.all():
            self._known(clinician)

    def clinician(self, details: ClinicianDetails) -> Clinician:
        """By external ID or NPI."""
        found = self._clinicians.get(details.external_id) or self._clinicians.get(details.npi)
        if found is None:
            found = clinician_add(details=details, by=self._by)
            self._added(found, "clinician")
            if not details.npi:
                self._report.note("clinician", "no NPI: claims for what they treat are held until there is one")
            elif not is_npi(details.npi):
                self._report.note("clinician", "the NPI fails its check digit: kept as given, claims will be held")
            if not details.taxonomy:
                self._report.note("clinician", "no taxonomy code: add it in the settings")
        self._known(found)
        if details.external_id:
            self._clinicians[details.external_id] = found
        return found

    def _known(self, clinician: Clinician) -> None:
        """Found again by NPI and by the number in the system it came from, as far as there are any."""
        for key in (clinician.npi, clinician.external_id):
            if key:
                self._clinicians.setdefault(key, clinician)

    def location(self, details: LocationDetails) -> Location:
        """By name and address."""
        key = (details.name, details.line1, details.zip)
        if key not in self._locations:
            self._locations[key] = location_add(details=details, by=self._by)
            self._added(self._locations[key], "location")
        return self._locations[key]

    def payer(self, details: PayerDetails) -> Payer:
        """By payer ID; a remittance taken in meanwhile may have added it."""
        if details.payer_id not in self._payers and (known := Payer.objects.filter(payer_id=details.payer_id).first()):
            self._payers[details.payer_id] = known
        if details.payer_id not in self._payers:
            self._payers[details.payer_id] = payer_add(details=details, by=self._by)
            self._added(self._payers[details.payer_id], "payer")
            self._report.note("payer", "no trading partner takes its claims yet: choose one in the settings")
        return self._payers[details.payer_id]

    def _added(self, row: Clinician | Location | Payer, kind: str) -> None:
        self._report.added[kind] += 1
        activity_record(
            subject=row, what=f"{kind}_add", words=f"{kind.capitalize()} {row} added by import", by=self._by
        )
