"""What a practice's own records say of a claim that the claim does not carry: how it came about, signed papers, where.

An empty field means that the record does not say.
"""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct


class Circumstances(Struct, frozen=True):
    """How the services of one claim came about."""

    is_incident_to: bool = False  # done by staff or an NP or PA, billed under a physician
    has_new_problem: bool = False  # or the patient is new: there was no plan of the physician to follow
    has_supervision: bool = True  # the physician was at hand as the rule asks
    needs_supervision: bool = False  # the clinician has an associate license or is in training
    outside_laboratory: str = ""  # the name of the laboratory that ran the tests
    purchased: frozenset[str] = frozenset()  # diagnostic tests bought from another supplier
    discounted: frozenset[str] = frozenset()  # drugs from stock bought at the 340B price
    is_sliding_fee: bool = False
    schedule: Mapping[str, int] = {}  # procedure → cents of the schedule of charges
    room_rates: Mapping[str, int] = {}  # revenue code → cents a day
    drg: str = ""  # what the practice's own grouper made of the stay


class Site(Struct, frozen=True):
    """The place that bills, as the practice has it in its books."""

    is_hospital_owned: bool = False  # an office wholly owned or run by a hospital
    off_campus: str = ""  # PO or PN of a hospital's department away from its campus
    is_method_two: bool = False  # a critical access hospital that bills for its practitioners


class Notice(Struct, frozen=True):
    """An advance notice of noncoverage (CMS-R-131) that a patient signed."""

    signed_on: date | None
    option: int = 1  # 1: do it and bill Medicare; 2: do it and do not bill; 3: do not do it
    procedure: str = ""  # empty: every service of the day


class Consent(Struct, frozen=True):
    """The federal consent to a sterilization, or what a patient signed before a hysterectomy."""

    signed_on: date
    is_early_allowed: bool = False  # premature delivery or emergency surgery of the abdomen


class Original(Struct, frozen=True):
    """The claim that this one replaces or voids, as its payer answered it."""

    is_accepted: bool
    procedures: tuple[str, ...] = ()  # one for each line


class Orderer(Struct, frozen=True):
    """A clinician on Medicare's file of those who may order or refer."""

    last_name: str = ""
    may_order_equipment: bool = True
