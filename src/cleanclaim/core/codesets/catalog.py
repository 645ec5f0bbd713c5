"""All code sets together: one value, opened once for each process and passed to whatever needs it."""

import csv
import hashlib
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct

from cleanclaim.core.codesets.build_icd10cm import SCHEMA_VERSION, Progress, build
from cleanclaim.core.codesets.code_set import DATA, CodeSet, read
from cleanclaim.core.codesets.fees import FeeSchedule
from cleanclaim.core.codesets.icd10cm import Icd10cm
from cleanclaim.core.codesets.ncci import AddOnCodes, MueLimits, PtpEdits
from cleanclaim.core.codesets.releases import Releases
from cleanclaim.core.codesets.search import Hit, search_codes

SINCE = date(2019, 7, 1)
REVIEWED = date(2026, 12, 31)  # the tables in `data/` were read against the agencies' lists of 2026


class CodeSets(Struct, frozen=True):
    """Every set by name; each answers `on=` a day."""

    icd10cm: Icd10cm
    procedures: CodeSet
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

    def search_diagnoses(self, text: str, limit: int = 20, *, on: date) -> tuple[Hit, ...]:
        """Billable diagnoses on that day by code or words, best first."""
        return self.icd10cm.search(text, limit, on=on)

    def search_procedures(self, text: str, limit: int = 20, *, on: date) -> tuple[Hit, ...]:
        """Procedures in force on that day by number or words, best first."""
        in_force = (code for code in self.procedures if code.in_force(on))
        return search_codes(in_force, text, limit)


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
    return CodeSets(
        icd10cm=Icd10cm(store),
        procedures=read("procedures", "The list of procedures", first=SINCE, last=REVIEWED, complete=False),
        modifiers=read("modifiers", "The list of modifiers", first=SINCE, last=REVIEWED),
        place_of_service=read("place_of_service", "The list of places of service", first=SINCE, last=REVIEWED),
        carc=read("carc", "Claim adjustment reasons", first=date(1995, 1, 1)),
        rarc=read("rarc", "Remittance remarks", first=date(1997, 1, 1)),
        claim_status=read("claim_status", "Claim status", first=SINCE, complete=False),
        claim_status_category=read("claim_status_category", "Claim status category", first=SINCE),
        taxonomy=read("taxonomy", "Provider taxonomy", first=SINCE, complete=False),
        zip3_state=_zip3_state(),
        ptp_practitioner=Releases(folder, "ncci_ptp_practitioner", "The NCCI pairs for practitioners", PtpEdits),
        ptp_outpatient=Releases(folder, "ncci_ptp_outpatient", "The NCCI pairs for hospitals", PtpEdits),
        mue_practitioner=Releases(folder, "ncci_mue_practitioner", "The units of a day for practitioners", MueLimits),
        mue_outpatient=Releases(folder, "ncci_mue_outpatient", "The units of a day for hospitals", MueLimits),
        add_on=Releases(folder, "ncci_add_on", "The list of add-on codes", AddOnCodes),
        fees=Releases(folder, "mpfs", "The Medicare physician fee schedule", FeeSchedule),
    )


def _fingerprint() -> str:
    """Names the store by all that decides its content."""
    digest = hashlib.sha256(f"{SCHEMA_VERSION} {version('simple-icd-10-cm')}".encode())
    for name in ("icd10cm_changes.csv", "common_diagnoses.csv"):
        digest.update((DATA / name).read_bytes())
    return digest.hexdigest()[:12]


def _zip3_state() -> Mapping[str, frozenset[str]]:
    with (DATA / "zip3_state.csv").open(encoding="utf-8", newline="") as rows:
        return {row["zip3"]: frozenset(row["states"].split()) for row in csv.DictReader(rows)}
