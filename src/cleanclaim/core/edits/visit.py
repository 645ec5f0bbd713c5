"""What the record of a visit says that no claim carries: how and where the patient was seen, by whom, how long.

Minutes, doses and people are the clinician's to write down; an edit that needs them reads them here.  An empty field
means that the record does not say.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct


class Visit(Struct, frozen=True):
    """The record of one visit, or of the stay that it belongs to."""

    note: str = ""
    minutes: Mapping[str, int] = {}  # procedure → minutes written down
    doses: Mapping[str, Decimal] = {}  # drug → what was given, in the measure of its code
    is_drug_of_patient: bool = False  # the patient brought the drug
    mode: str = ""  # in_person, video, audio, stored (store and forward)
    is_at_home: bool | None = None  # the patient, during a visit from afar
    patient_state: str = ""  # where the patient was
    licensed_in: frozenset[str] | None = None  # states of the clinician's licenses and compacts
    treated_by: str = ""  # MD, NP, PA, CNS, PTA, OTA
    is_shared: bool = False  # a physician and an NP or PA of the group both did it, in part each
    has_resident: bool = False
    is_admitting: bool = False  # by the physician who admits
    hospital_department: str = ""  # the name of the site, where it is a hospital's department
    absence_days: int | None = None  # how long a substitute has stood in for the absent clinician
    concurrent_rooms: int | None = None  # anesthesia directed at the same time
    has_times: bool | None = None  # start and stop of anesthesia are written down
    discharged_on: date | None = None
    contacted_on: date | None = None  # first contact, or second attempt, after the discharge
    seen_on: date | None = None  # first visit after the discharge
    unwritten: frozenset[str] = frozenset()  # fields that the practice has no place for: nothing is known of them
