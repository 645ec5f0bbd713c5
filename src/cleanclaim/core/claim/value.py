"""The claim as a value: what an encounter becomes, what the edits judge and what the 837 carries.

One shape for professional (837P, CMS-1500), institutional (837I, UB-04) and dental (837D) claims.  Read from a file,
built from an encounter or typed in a test it is the same frozen value.  Amounts are cents; empty text means "not
given".

Nothing of a file is lost: `also` of each value holds the segments of its loop that no field stands for, as sent.  Of a
segment that a field does stand for, elements which no guide uses are kept there too, alone at their position.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

from cleanclaim.core.x12 import Kept

Kind = Literal["837P", "837I", "837D"]


class Address(Struct, frozen=True, gc=False):
    """N3 and N4."""

    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    subdivision: str = ""  # N407, of countries outside the US and Canada


class Party(Struct, frozen=True, omit_defaults=True, gc=False):
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
    id_qualifier: str = ""  # of payer_id, where it is not the usual one: PI in NM108 (46 of senders), XV in N103
    prefix: str = ""  # NM106, which the guides do not use
    entity: str = ""  # NM101, where it is not the one of its field: P3 as referring, any among `other_parties`
    taxonomy_role: str = ""  # PRV01, where it is not the one of its field
    taxonomy_kind: str = "PXC"  # PRV02
    other_numbers: tuple[tuple[str, str], ...] = ()  # of the contact besides its telephone: (PER03, PER04) and so on
    tax_id_position: int = 0  # how many of `other_ids` stand before it
    phone_position: int = 0  # how many of `other_numbers` stand before the telephone
    also: tuple[Kept, ...] = ()


class Person(Struct, frozen=True, omit_defaults=True, gc=False):
    """Subscriber or patient (NM1, N3, N4, DMG, PAT)."""

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
    ssn: str = ""  # REF SY
    claim_number: str = ""  # REF Y4, of property and casualty
    weight: str = ""  # PAT08, pounds, a decimal as text
    is_pregnant: bool = False  # PAT09
    student: str = ""  # PAT04, dental: F, P, N
    also: tuple[Kept, ...] = ()


class Adjustment(Struct, frozen=True, gc=False):
    """One reason of a CAS segment: group (CO, PR, OA, PI, CR), reason (CARC), amount, quantity.

    Neighbors of one group stand in one CAS, at most six, unless one is `apart`: it begins a CAS of its own although
    the one before has room.
    """

    group: str
    reason: str
    amount: int
    quantity: str = ""
    apart: bool = False


class OtherPayerLine(Struct, frozen=True, omit_defaults=True, gc=False):
    """What another payer answered for a line (2430 SVD, CAS, DTP*573)."""

    payer_id: str  # SVD01
    paid: int  # SVD02
    procedure: str = ""  # SVD03-2; empty: the line's own
    modifiers: tuple[str, ...] = ()
    units: str = "1"  # SVD05, a decimal as text
    adjustments: tuple[Adjustment, ...] = ()
    adjudicated_on: date | None = None
    procedure_kind: str = ""  # SVD03-1; empty: HC, in an 837D AD
    description: str = ""  # SVD03-7
    procedure_end: str = ""  # SVD03-8
    revenue_code: str = ""  # SVD04, institutional
    bundled_into: str = ""  # SVD06, the line that was paid instead
    patient_owes: int | None = None  # AMT*EAF
    also: tuple[Kept, ...] = ()


class OtherCoverage(Struct, frozen=True, omit_defaults=True, gc=False):
    """Another payer of the same patient and what it did (2320, 2330A to 2330I)."""

    payer: Party
    subscriber: Person
    sequence: str  # SBR01: P, S, T
    relationship: str = "18"  # SBR02
    group_number: str = ""  # SBR03
    filing_code: str = ""  # SBR09
    paid: int | None = None  # AMT*D
    adjustments: tuple[Adjustment, ...] = ()
    adjudicated_on: date | None = None  # 2330B DTP*573
    payer_claim_control_number: str = ""  # 2330B REF*F8
    group_name: str = ""  # SBR04
    insurance_type: str = ""  # SBR05
    benefits_assigned: str = ""  # OI03; empty: as the claim's
    signature_source: str = ""  # OI04
    release: str = ""  # OI06; empty: as the claim's
    patient_owes: int | None = None  # AMT*EAF
    noncovered: int | None = None  # AMT*A8
    other_parties: tuple[Party, ...] = ()  # 2330C to 2330I
    also: tuple[Kept, ...] = ()


class Tooth(Struct, frozen=True, omit_defaults=True, gc=False):
    """One TOO of a dental line."""

    number: str = ""  # TOO02
    surfaces: tuple[str, ...] = ()  # TOO03: B, D, F, I, L, M, O
    numbering: str = "JP"  # TOO01


class DentalService(Struct, frozen=True, omit_defaults=True, gc=False):
    """What only a line of an 837D carries (SV3, TOO)."""

    oral_cavity: tuple[str, ...] = ()  # SV304
    prosthesis: str = ""  # SV305: I initial, R replacement
    teeth: tuple[Tooth, ...] = ()
    says_one: bool = False  # SV306 is sent although it is 1


class ServiceLine(Struct, frozen=True, omit_defaults=True, gc=False):
    """Loop 2400.  `pointers` are 1-based positions in `Claim.diagnoses`, 0 for a place left empty between them."""

    number: int  # LX01
    procedure: str = ""  # SV101-2, SV202-2, SV301-2
    charge: int = 0
    modifiers: tuple[str, ...] = ()
    units: str = "1"  # SV104, SV205, SV306, a decimal as text
    unit: str = "UN"  # UN, MJ, DA
    pointers: tuple[int, ...] = (1,)
    service_from: date | None = None  # DTP*472
    service_to: date | None = None
    place_of_service: str = ""  # empty: as the claim
    emergency: bool = False  # SV109
    control_number: str = ""  # REF*6R
    description: str = ""  # SV101-7
    ndc: str = ""  # 2410 LIN03
    ndc_units: str = ""  # CTP04
    ndc_unit: str = ""  # CTP05
    revenue_code: str = ""  # SV201, institutional
    rendering: Party | None = None  # 2420A
    ordering: Party | None = None  # 2420E
    clia: str = ""  # REF*X4
    note: str = ""  # NTE02
    other_payers: tuple[OtherPayerLine, ...] = ()
    procedure_kind: str = ""  # SV101-1; empty: HC, in an 837D AD
    epsdt: str = ""  # SV111
    family_planning: str = ""  # SV112
    copay_status: str = ""  # SV115
    noncovered: int | None = None  # SV207
    note_kind: str = "ADD"  # NTE01
    ndc_kind: str = "N4"  # LIN02
    prescription: str = ""  # 2410 REF02
    prescription_kind: str = "XZ"  # 2410 REF01: XZ, or VY that links the parts of a compound
    procedure_end: str = ""  # SV101-8, the last of a range
    dental: DentalService | None = None
    other_parties: tuple[Party, ...] = ()  # the rest of 2420
    also: tuple[Kept, ...] = ()


class Accident(Struct, frozen=True, omit_defaults=True, gc=False):
    """CLM11 and DTP*439."""

    employment: bool = False
    auto: bool = False
    other: bool = False
    state: str = ""
    on: date | None = None
    country: str = ""
    causes: tuple[str, ...] = ()  # CLM11-1 to 3 as sent, where they are not EM, AA, OA in that order


class Attachment(Struct, frozen=True, omit_defaults=True, gc=False):
    """PWK: a report that goes with the claim."""

    report: str  # PWK01: OZ, B4, EB …
    sent_by: str  # PWK02: EL, FX, BM …
    control_number: str = ""  # PWK06


class Institutional(Struct, frozen=True, omit_defaults=True, gc=False):
    """What only an 837I carries (CL1, DTP*434/435/096, HI).

    Codes stand as sent, diagnoses with their point.  The frequency of `type_of_bill` is the claim's.
    """

    type_of_bill: str = ""  # three digits, facility code and frequency: "131"
    statement_from: date | None = None
    statement_to: date | None = None
    admission: str = ""  # CCYYMMDD or CCYYMMDDHHMM as sent
    discharge_hour: str = ""  # HHMM
    admission_type: str = ""
    admission_source: str = ""
    patient_status: str = ""
    admitting_diagnosis: str = ""  # HI BJ
    drg: str = ""  # HI DR
    condition_codes: tuple[str, ...] = ()  # HI BG
    occurrence_codes: tuple[tuple[str, date], ...] = ()  # HI BH
    occurrence_spans: tuple[tuple[str, date, date], ...] = ()  # HI BI
    value_codes: tuple[tuple[str, int], ...] = ()  # HI BE
    procedures: tuple[tuple[str, date | None], ...] = ()  # ICD-10-PCS, HI BBR and BBQ; first is principal
    attending: Party | None = None  # 2310A
    operating: Party | None = None  # 2310B
    present_on_admission: tuple[str, ...] = ()  # of each diagnosis; fewer: not given of the rest
    reasons_for_visit: tuple[str, ...] = ()  # HI PR
    external_causes: tuple[tuple[str, str], ...] = ()  # HI BN, with its present-on-admission indicator
    treatment_codes: tuple[str, ...] = ()  # HI TC
    patient_owes: int | None = None  # AMT*F3, estimated


class Dental(Struct, frozen=True, omit_defaults=True, gc=False):
    """What only an 837D carries (DN1, DN2, DTP*472/452)."""

    service_from: date | None = None  # DTP*472 of the claim
    service_to: date | None = None
    appliance_placed_on: date | None = None  # DTP*452
    orthodontic_months: str = ""  # DN101
    orthodontic_remaining: str = ""  # DN102
    is_orthodontic: bool = False  # DN104
    tooth_status: tuple[tuple[str, str], ...] = ()  # DN2: tooth, E to be extracted or M missing
    predetermination_number: str = ""  # REF*G3


class Claim(Struct, frozen=True, omit_defaults=True, gc=False):
    """Loop 2300 with everything above it that a payer needs."""

    control_number: str  # CLM01, patient control number, at most 20 characters
    payer: Party = Party()  # 2010BB
    subscriber: Person = Person()  # 2010BA
    billing: Party = Party()  # 2010AA
    lines: tuple[ServiceLine, ...] = ()
    kind: Kind = "837P"
    patient: Person | None = None  # 2010CA; None: the subscriber is the patient
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
    pay_to: Address | None = None  # 2010AB
    rendering: Party | None = None  # 2310B
    referring: Party | None = None  # 2310A
    supervising: Party | None = None  # 2310D
    facility: Party | None = None  # 2310C
    note: str = ""  # NTE02
    other_coverages: tuple[OtherCoverage, ...] = ()
    institutional: Institutional | None = None
    dental: Dental | None = None
    clearinghouse_number: str = ""  # REF*D9
    medical_record_number: str = ""  # REF*EA
    signature_source: str = ""  # CLM10: P, signed by the provider for the patient
    special_program: str = ""  # CLM12
    submission_reason: str = ""  # CLM19: PB, a predetermination
    delay_reason: str = ""  # CLM20
    facility_code_kind: str | None = None  # CLM05-2; None: B, in an 837I A
    diagnosis_version: Literal["10", "9"] = "10"  # of every ICD code: ABK, ABF … or BK, BF …
    note_kind: str = "ADD"  # NTE01
    attachments: tuple[Attachment, ...] = ()
    anesthesia_procedures: tuple[str, ...] = ()  # HI BP and BO
    condition_codes: tuple[str, ...] = ()  # HI BG of an 837P
    other_parties: tuple[Party, ...] = ()  # the rest of 2310, each with its `entity`
    pay_to_plan: Party | None = None  # 2010AC
    pay_to_is_person: bool | None = None  # 2010AB NM102; None: as the billing provider
    currency: str = ""  # 2000A CUR02
    subscriber_relationship: str | None = None  # SBR02 where it is not "18" for the subscriber and empty for others
    dependents_follow: bool = False  # HL: the claim is the subscriber's own, and levels of patients stand below his
    opens: str = ""  # the level (20, 22, 23) that begins anew at this claim although it says what the last one said
    above: tuple[tuple[str, Kept], ...] = ()  # segments of the levels that no field holds, each with its loop
    also: tuple[Kept, ...] = ()

    @property
    def total_charge(self) -> int:
        """CLM02: as read, else the sum of the lines."""
        if self.charge is not None:
            return self.charge
        total = 0
        for line in self.lines:  # asked by most edits of every claim: no generator
            total += line.charge
        return total

    @property
    def person(self) -> Person:
        """Who was seen."""
        return self.patient or self.subscriber

    @property
    def service_from(self) -> date | None:
        """First day of service over the lines, else the statement's first day."""
        first = None
        for line in self.lines:
            day = line.service_from
            if day and (first is None or day < first):
                first = day
        return first or (self.institutional.statement_from if self.institutional else None)

    @property
    def service_to(self) -> date | None:
        """Last day of service over the lines, else the statement's last day."""
        last = None
        for line in self.lines:
            day = line.service_to or line.service_from
            if day and (last is None or day > last):
                last = day
        return last or (self.institutional.statement_to if self.institutional else None)
