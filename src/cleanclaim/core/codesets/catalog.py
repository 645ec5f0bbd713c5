"""All code sets together: one value, opened once for each process and passed to whatever needs it."""

import csv
import hashlib
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct

from cleanclaim.core.codesets.build_icd10cm import SCHEMA_VERSION, build
from cleanclaim.core.codesets.code_set import DATA, CodeSet, read
from cleanclaim.core.codesets.errors import CodeSetMissing
from cleanclaim.core.codesets.fees import FeeSchedule, Indicators
from cleanclaim.core.codesets.icd10cm import Icd10cm
from cleanclaim.core.codesets.local import CostIndices, DrugProducts, LaboratoryTests, Localities
from cleanclaim.core.codesets.ncci import AddOnCodes, MueLimits, PtpEdits
from cleanclaim.core.codesets.overlay import overlaid
from cleanclaim.core.codesets.releases import Releases
from cleanclaim.core.codesets.search import CodeIndex, Hit
from cleanclaim.core.codesets.small import SmallTables, read_small
from cleanclaim.core.codesets.store_write import Progress

SINCE = date(2019, 7, 1)
SINCE_5010 = date(2012, 1, 1)  # version 5010 of the claim, with the codes of bills as they are
LEVEL_2 = r"[A-Z]\d{4}"  # codes that the agency's own list decides for; the others are the AMA's
REVIEWED = date(2026, 12, 31)  # the tables in `data/` were read against the agencies' lists of 2026


class CodeSets(Struct, frozen=True):
    """Every set by name; each answers `on=` a day."""

    folder: Path  # of the loaded releases
    icd10cm: Icd10cm
    procedures: CodeSet
    procedure_index: CodeIndex
    modifiers: CodeSet
    place_of_service: CodeSet
    carc: CodeSet
    rarc: CodeSet
    claim_status: CodeSet
    claim_status_category: CodeSet
    taxonomy: CodeSet
    zip3_state: Mapping[str, frozenset[str]]
    ptp_practitioner: Releases[PtpEdits]
    ptp_outpatient: Releases[PtpEdits]
    mue_practitioner: Releases[MueLimits]
    mue_outpatient: Releases[MueLimits]
    add_on: Releases[AddOnCodes]
    fees: Releases[FeeSchedule]
    fees_qualifying: Releases[FeeSchedule]  # for who takes part in a payment model
    cost_indices: Releases[CostIndices]
    localities: Releases[Localities]
    drug_products: Releases[DrugProducts]
    laboratory: Releases[LaboratoryTests]
    telehealth: CodeSet  # flag audio: sound alone will do
    revenue_codes: CodeSet
    bill_types: CodeSet
    condition_codes: CodeSet
    occurrence_codes: CodeSet
    value_codes: CodeSet
    opps: CodeSet  # category: the status indicator of a procedure in Medicare's outpatient payment system
    equipment: CodeSet  # category: how an item is paid
    health_center_visits: CodeSet
    small: SmallTables

    def indicators(self, code: str, *, on: date) -> Indicators:
        """How the fee schedule pays a procedure: by the loaded release of that day, else by our own small table.

        Raises CodeSetMissing for a code that neither has: nothing is known of it, as of one only others pay.
        """
        found = self.fees.at(on).indicators(code) if self.fees.answers(on) else self.small.indicated(code, on=on)
        if found is None:
            raise CodeSetMissing(f"{self.fees.title} has no row for {code}")
        return found

    def primaries(self, code: str, *, on: date) -> frozenset[str] | None:
        """What an add-on code may follow (empty: its payer says); None for a code that is no add-on.

        By the loaded release of that day, else by our own small table; raises CodeSetMissing where neither knows.
        """
        if self.add_on.answers(on):
            row = self.add_on.at(on).add_on(code, on=on)
            return row.primaries if row else None
        known = self.procedures.at(code, on=on)
        if code in self.small.add_ons or (known and "add_on" not in known.flags):
            return self.small.add_ons.get(code)
        raise CodeSetMissing(f"{self.add_on.title} is not loaded")

    def drug_codes(self, ndc: str, *, on: date) -> frozenset[str] | None:
        """The codes that a drug product is billed by; None for one that neither a loaded list nor ours knows."""
        found = self.drug_products.at(on).codes(ndc) if self.drug_products.answers(on) else None
        return found or self.small.drug_products.get(ndc[:9])

    def is_waived(self, code: str, *, on: date) -> bool:
        """Whether a certificate of waiver suffices for a test that is billed with QW.

        By the loaded laboratory fee schedule of that day where it lists the code, else by our own marks.
        """
        if self.laboratory.answers(on) and (table := self.laboratory.at(on)).has(code):
            return table.is_waived(code, on=on)
        return self.procedures.flagged(code, "qw")

    def search_diagnoses(self, text: str, limit: int = 20, *, on: date) -> tuple[Hit, ...]:
        """Billable diagnoses on that day by code or words, best first."""
        return self.icd10cm.search(text, limit, on=on)

    def search_procedures(self, text: str, limit: int = 20, *, on: date) -> tuple[Hit, ...]:
        """Procedures in force on that day by number or words, best first."""
        return self.procedure_index.search(text, limit, on=on)


def store_of(folder: Path) -> Path:
    """Where the diagnosis store of this version is, or will be."""
    return folder / f"icd10cm-{_fingerprint()}.sqlite3"


def open_codesets(folder: Path, progress: Progress | None = None) -> CodeSets:
    """The code sets, with the diagnosis store kept in `folder`.

    A missing store is built first (about seven seconds; `progress(done, total)` counts its rows); a store of another
    version of the data is left for whoever still uses it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    store = store_of(folder)
    if not store.exists():
        build(store, progress)

    def under(shipped: CodeSet) -> CodeSet:
        return overlaid(shipped, folder, shipped.name)

    ours = read("procedures", "The list of procedures", first=SINCE, last=REVIEWED, complete=False)
    procedures = overlaid(ours, folder, "hcpcs", within=LEVEL_2)
    return CodeSets(
        folder=folder,
        icd10cm=Icd10cm(store),
        procedures=procedures,
        procedure_index=CodeIndex(procedures),
        modifiers=read("modifiers", "The list of modifiers", first=SINCE, last=REVIEWED),
        place_of_service=under(read("place_of_service", "The list of places of service", first=SINCE, last=REVIEWED)),
        carc=under(read("carc", "Claim adjustment reasons", first=date(1995, 1, 1))),
        rarc=under(read("rarc", "Remittance remarks", first=date(1997, 1, 1))),
        claim_status=under(read("claim_status", "Claim status", first=SINCE, complete=False)),
        claim_status_category=under(read("claim_status_category", "Claim status category", first=SINCE)),
        taxonomy=under(read("taxonomy", "Provider taxonomy", first=SINCE, complete=False)),
        zip3_state=_zip3_state(),
        ptp_practitioner=Releases(folder, "ncci_ptp_practitioner", "The NCCI pairs for practitioners", PtpEdits),
        ptp_outpatient=Releases(folder, "ncci_ptp_outpatient", "The NCCI pairs for hospitals", PtpEdits),
        mue_practitioner=Releases(folder, "ncci_mue_practitioner", "The units of a day for practitioners", MueLimits),
        mue_outpatient=Releases(folder, "ncci_mue_outpatient", "The units of a day for hospitals", MueLimits),
        add_on=Releases(folder, "ncci_add_on", "The list of add-on codes", AddOnCodes),
        fees=Releases(folder, "mpfs", "The Medicare physician fee schedule", FeeSchedule),
        fees_qualifying=Releases(
            folder, "mpfs_qualifying", "The fee schedule for qualifying participants", FeeSchedule
        ),
        cost_indices=Releases(folder, "gpci", "The geographic cost indices", CostIndices),
        localities=Releases(folder, "zip_locality", "The list of localities", Localities),
        drug_products=Releases(folder, "ndc_hcpcs", "The list of drug products and their codes", DrugProducts),
        laboratory=Releases(folder, "clinical_lab", "The laboratory fee schedule", LaboratoryTests),
        telehealth=under(read("telehealth", "Medicare's telehealth list", first=SINCE, last=REVIEWED, complete=False)),
        revenue_codes=read("revenue_codes", "The list of revenue codes", first=SINCE_5010, last=REVIEWED),
        bill_types=read("bill_types", "The list of types of bill", first=SINCE_5010, last=REVIEWED),
        condition_codes=_part("condition_codes", "The list of condition codes"),
        occurrence_codes=_part("occurrence_codes", "The list of occurrence codes"),
        value_codes=_part("value_codes", "The list of value codes"),
        opps=_part("opps", "Medicare's payment status of hospital outpatient procedures"),
        equipment=_part("equipment", "The list of durable medical equipment"),
        health_center_visits=_part("health_center_visits", "The list of a health center's qualifying visits"),
        small=read_small(),
    )


def _part(name: str, title: str) -> CodeSet:
    """A table of our own that holds what we are sure of, not the whole."""
    return read(name, title, first=SINCE, last=REVIEWED, complete=False)


def _fingerprint() -> str:
    """Names the store by all that decides its content."""
    digest = hashlib.sha256(f"{SCHEMA_VERSION} {version('simple-icd-10-cm')}".encode())
    for name in ("icd10cm_changes.csv", "common_diagnoses.csv"):
        digest.update((DATA / name).read_bytes())
    return digest.hexdigest()[:12]


def _zip3_state() -> Mapping[str, frozenset[str]]:
    with (DATA / "zip3_state.csv").open(encoding="utf-8", newline="") as rows:
        return {row["zip3"]: frozenset(row["states"].split()) for row in csv.DictReader(rows)}
