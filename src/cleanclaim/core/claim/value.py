"""The claim as a value: what an encounter becomes, what the edits judge and what the 837 carries.

One shape for professional (837P, CMS-1500) and institutional (837I, UB-04) claims.  Read from a file, built from an
encounter or typed in a test it is the same frozen value.  Amounts are cents; empty text means "not given".
"""

from datetime import date
from typing import Literal

from msgspec import Struct


class Address(Struct, frozen=True):
    """N3 and N4."""

    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    subdivision: str = ""  # N407, of countries outside the US and Canada


class Party(Struct, frozen=True, omit_defaults=True):
    """A provider, payer or other entity (NM1, N3, N4, PRV, REF, PER)."""

    name: str = ""  # NM103: last name of a person, or the organization's name
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    is_person: bool = False
    npi: str = ""
    taxonomy: str = ""
    tax_id: str = ""  # REF EI, digits only
    ssn: str = ""  # REF SY
    payer_id: str = ""  # NM109 or N104 with any other qualifier
    address: Address = Address()
    contact_name: str = ""
    phone: str = ""
    other_ids: tuple[tuple[str, str], ...] = ()  # (REF01, REF02)
    id_qualifier: str = ""  # of payer_id, where it is not the usual one: PI in NM108, XV in N103
    prefix: str = ""  # NM106, which the guides do not use


class Person(Struct, frozen=True, omit_defaults=True):
    """Subscriber or patient (NM1, N3, N4, DMG)."""

    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    birth_date: date | None = None
    sex: str = ""  # F, M, U
    address: Address = Address()
    member_id: str = ""  # NM109 with MI
    is_organization: bool = False  # an employer as subscriber (workers' compensation)
    date_of_death: date | None = None
    id_qualifier: str = ""  # NM108 of member_id, where it is not MI
    prefix: str = ""  # NM106, which the guides do not use


class Adjustment(Struct, frozen=True):
    """One reason of a CAS segment: group (CO, PR, OA, PI, CR), reason (CARC), amount, quantity.

    Neighbors of one group stand in one CAS, at most six, unless one is `apart`: it begins a CAS of its own although
    the one before has room.
    """

    group: str
    reason: str
    amount: int
    quantity: str = ""
    apart: bool = False


class OtherPayerLine(Struct, frozen=True):
    """What another payer answered for a line (2430 SVD, CAS, DTP*573)."""

    payer_id: str
    paid: int
    procedure: str = ""
    modifiers: tuple[str, ...] = ()
    units: str = "1"
    adjustments: tuple[Adjustment, ...] = ()
    adjudicated_on: date | None = None


class OtherCoverage(Struct, frozen=True):
    """Another payer of the same patient and what it did (2320, 2330A, 2330B)."""

    payer: Party
    subscriber: Person
    sequence: str  # SBR01: P, S, T
    relationship: str = "18"
    group_number: str = ""
    filing_code: str = ""
    paid: int | None = None  # AMT*D
    adjustments: tuple[Adjustment, ...] = ()
    adjudicated_on: date | None = None
    payer_claim_control_number: str = ""


class ServiceLine(Struct, frozen=True, omit_defaults=True):
    """Loop 2400.  `pointers` are 1-based positions in `Claim.diagnoses`."""

    number: int
    procedure: str = ""
    charge: int = 0
    modifiers: tuple[str, ...] = ()
    units: str = "1"  # SV104, a decimal as text
    unit: str = "UN"  # UN, MJ
    pointers: tuple[int, ...] = (1,)
    service_from: date | None = None
    service_to: date | None = None
    place_of_service: str = ""  # empty: as the claim
    emergency: bool = False
    control_number: str = ""  # REF*6R
    description: str = ""
    ndc: str = ""
    ndc_units: str = ""
    ndc_unit: str = ""
    revenue_code: str = ""  # SV201, institutional
    rendering: Party | None = None
    ordering: Party | None = None
    clia: str = ""
    note: str = ""
    other_payers: tuple[OtherPayerLine, ...] = ()


class Accident(Struct, frozen=True):
    """CLM11 and DTP*439."""

    employment: bool = False
    auto: bool = False
    other: bool = False
    state: str = ""
    on: date | None = None


class Institutional(Struct, frozen=True, omit_defaults=True):
    """What only an 837I carries (CL1, DTP*434/435/096, HI)."""

    type_of_bill: str = ""  # three digits, facility code and frequency: "131"
    statement_from: date | None = None
    statement_to: date | None = None
    admission: str = ""  # CCYYMMDDHHMM as sent
    discharge_hour: str = ""
    admission_type: str = ""
    admission_source: str = ""
    patient_status: str = ""
    admitting_diagnosis: str = ""
    drg: str = ""
    condition_codes: tuple[str, ...] = ()
    occurrence_codes: tuple[tuple[str, date], ...] = ()
    occurrence_spans: tuple[tuple[str, date, date], ...] = ()
    value_codes: tuple[tuple[str, int], ...] = ()
    procedures: tuple[tuple[str, date | None], ...] = ()  # ICD-10-PCS
    attending: Party | None = None
    operating: Party | None = None


class Claim(Struct, frozen=True, omit_defaults=True):
    """Loop 2300 with everything above it that a payer needs."""

    control_number: str  # CLM01, patient control number, at most 20 characters
    payer: Party = Party()
    subscriber: Person = Person()
    billing: Party = Party()
    lines: tuple[ServiceLine, ...] = ()
    kind: Literal["837P", "837I", "837D"] = "837P"
    patient: Person | None = None  # None: the subscriber is the patient
    relationship: str = "18"  # SBR02 (18 = self) or PAT01
    sequence: str = "P"  # SBR01
    filing_code: str = ""  # SBR09: MB, MC, CI, BL, WC …
    group_number: str = ""  # SBR03
    group_name: str = ""  # SBR04
    insurance_type: str = ""  # SBR05, Medicare as secondary payer
    frequency: str = "1"  # CLM05-3: 1 original, 7 replacement, 8 void
    place_of_service: str = "11"  # CLM05-1
    charge: int | None = None  # CLM02 as read; None: the sum of the lines
    assignment: str = "A"  # CLM07
    benefits_assigned: str = "Y"  # CLM08
    release: str = "Y"  # CLM09
    signature_on_file: bool = True  # CLM06
    diagnoses: tuple[str, ...] = ()  # ICD-10-CM with the point: "E11.65"; first is principal
    payer_claim_control_number: str = ""  # REF*F8
    prior_authorization: str = ""  # REF*G1
    referral_number: str = ""  # REF*9F
    clia: str = ""  # REF*X4
    accident: Accident | None = None
    onset_on: date | None = None  # DTP*431
    hospitalized_from: date | None = None  # DTP*435
    hospitalized_to: date | None = None  # DTP*096
    patient_paid: int | None = None  # AMT*F5
    pay_to: Address | None = None
    rendering: Party | None = None
    referring: Party | None = None
    supervising: Party | None = None
    facility: Party | None = None
    note: str = ""
    other_coverages: tuple[OtherCoverage, ...] = ()
    institutional: Institutional | None = None

    @property
    def total_charge(self) -> int:
        """CLM02: as read, else the sum of the lines."""
        return sum(line.charge for line in self.lines) if self.charge is None else self.charge

    @property
    def person(self) -> Person:
        """Who was seen."""
        return self.patient or self.subscriber

    @property
    def service_from(self) -> date | None:
        """First day of service over the lines, else the statement's first day."""
        days = [line.service_from for line in self.lines if line.service_from]
        return min(days) if days else self.institutional.statement_from if self.institutional else None

    @property
    def service_to(self) -> date | None:
        """Last day of service over the lines, else the statement's last day."""
        days = [day for line in self.lines if (day := line.service_to or line.service_from)]
        return max(days) if days else self.institutional.statement_to if self.institutional else None
