"""A payer's answer as a value: one 835 transaction (ST … SE), its claims, service lines and provider adjustments.

What stands where is said after each field as loop, segment and element of the guide 005010X221A1.  Amounts are cents
with the sender's sign: nothing is ever turned round.  Quantities, rates and percentages are texts as sent, since they
are never added up.  Empty text, None and () mean "not sent".  Dates are days (CCYYMMDD).

Every loop's value has `also`, the segments that no field holds (unknown, repeated beyond the guide, or with elements
that the guide does not use), and `order`, which names the loop's segments ("DTM233") as they were sent where that is
not the order of the guide.  So nothing that was sent is lost, and what is written is what was read.  Only form is not
kept: zeros of amounts ("100.00" is 100), empty places between reasons of a CAS, between pairs of a PLB and between
remark codes, a qualifier without what it qualifies.
"""

from datetime import date

from msgspec import Struct

from cleanclaim.core.claim.value import Address, Adjustment, Party, Person

Sent = tuple[str | tuple[str, ...], ...]
"""A segment as it was sent: its name, then its elements; a composite is the tuple of its components."""


class Contact(Struct, frozen=True, omit_defaults=True):
    """PER: whom to ask (1000A, 2100)."""

    function: str  # PER01: CX claims, BL technical, IC web site
    name: str = ""  # PER02
    ways: tuple[tuple[str, str], ...] = ()  # PER03 to PER08: (TE, 8005550101), (EX, 12), (EM …), (UR …)


class ServicePayment(Struct, frozen=True, omit_defaults=True, gc=False):
    """Loop 2110: what was billed on a line, what is paid, and the reasons for the difference."""

    charge: int  # 2110 SVC02
    paid: int  # 2110 SVC03
    procedure: str = ""  # 2110 SVC01-2
    qualifier: str = "HC"  # 2110 SVC01-1: HC, AD dental, NU revenue code, N4 drug …
    modifiers: tuple[str, ...] = ()  # 2110 SVC01-3 to 6; an empty one keeps its place
    description: str = ""  # 2110 SVC01-7
    procedure_to: str = ""  # 2110 SVC01-8, end of a range; not used by the guide
    revenue_code: str = ""  # 2110 SVC04
    units: str = ""  # 2110 SVC05, as paid
    procedure_submitted: str = ""  # 2110 SVC06-2, when the payer changed the code
    qualifier_submitted: str = ""  # 2110 SVC06-1, where it is not SVC01-1
    modifiers_submitted: tuple[str, ...] = ()  # 2110 SVC06-3 to 6
    description_submitted: str = ""  # 2110 SVC06-7
    procedure_to_submitted: str = ""  # 2110 SVC06-8; not used by the guide
    units_submitted: str = ""  # 2110 SVC07
    service_from: date | None = None  # 2110 DTM02 of 150 or 472
    service_to: date | None = None  # 2110 DTM02 of 151
    line_control_number: str = ""  # 2110 REF02 of 6R
    adjustments: tuple[Adjustment, ...] = ()  # 2110 CAS
    amounts: tuple[tuple[str, int], ...] = ()  # 2110 AMT01, AMT02: (B6, 8500) …
    quantities: tuple[tuple[str, str], ...] = ()  # 2110 QTY01, QTY02
    remarks: tuple[str, ...] = ()  # 2110 LQ02 of HE: remark codes (RARC)
    reject_codes: tuple[str, ...] = ()  # 2110 LQ02 of RX: pharmacy reject codes (NCPDP)
    references: tuple[tuple[str, str], ...] = ()  # 2110 REF01, REF02 but 6R
    also: tuple[Sent, ...] = ()
    order: tuple[str, ...] = ()


class InpatientAdjudication(Struct, frozen=True, omit_defaults=True):
    """MIA: how an inpatient claim was priced.  Its remark codes are the first of the claim's `remarks`."""

    covered_days: str = "0"  # 2100 MIA01, days or visits
    outlier_amount: int | None = None  # 2100 MIA02
    psychiatric_days: str = ""  # 2100 MIA03, of the lifetime
    drg_amount: int | None = None  # 2100 MIA04
    remark_count: int = 0  # how many of the claim's remark codes stand in MIA05, MIA20 to MIA23
    disproportionate_share_amount: int | None = None  # 2100 MIA06
    secondary_payer_amount: int | None = None  # 2100 MIA07, passed through
    capital_amount: int | None = None  # 2100 MIA08
    capital_federal_drg_amount: int | None = None  # 2100 MIA09
    capital_hospital_drg_amount: int | None = None  # 2100 MIA10
    capital_share_drg_amount: int | None = None  # 2100 MIA11
    old_capital_amount: int | None = None  # 2100 MIA12
    capital_education_amount: int | None = None  # 2100 MIA13
    operating_hospital_drg_amount: int | None = None  # 2100 MIA14
    cost_report_days: str = ""  # 2100 MIA15
    operating_federal_drg_amount: int | None = None  # 2100 MIA16
    capital_outlier_amount: int | None = None  # 2100 MIA17
    indirect_teaching_amount: int | None = None  # 2100 MIA18
    professional_component: int | None = None  # 2100 MIA19, billed but not payable
    capital_exception_amount: int | None = None  # 2100 MIA24


class OutpatientAdjudication(Struct, frozen=True, omit_defaults=True):
    """MOA beside its remark codes, which are the last of the claim's `remarks`."""

    reimbursement_rate: str = ""  # 2100 MOA01, as a fraction of 1
    procedure_amount: int | None = None  # 2100 MOA02, payable for the HCPCS codes
    dialysis_amount: int | None = None  # 2100 MOA08
    professional_component: int | None = None  # 2100 MOA09, billed but not payable


class ClaimPayment(Struct, frozen=True, omit_defaults=True, gc=False):
    """Loop 2100.  `index` counts the CLPs of the whole file from 1."""

    patient_control_number: str  # 2100 CLP01
    status: str  # 2100 CLP02: 1, 2, 3 processed; 4 denied; 19–21 and forwarded; 22 reversal; 23, 25
    charge: int  # 2100 CLP03
    paid: int  # 2100 CLP04
    patient_responsibility: int | None = None  # 2100 CLP05
    filing_code: str = ""  # 2100 CLP06
    payer_claim_control_number: str = ""  # 2100 CLP07
    facility_code: str = ""  # 2100 CLP08
    frequency: str = ""  # 2100 CLP09
    patient_status: str = ""  # 2100 CLP10; not used by the guide
    drg: str = ""  # 2100 CLP11
    drg_weight: str = ""  # 2100 CLP12
    discharge_fraction: str = ""  # 2100 CLP13
    condition_response: str = ""  # 2100 CLP14; not used by the guide
    patient: Person = Person()  # 2100 NM1 QC
    subscriber: Person | None = None  # 2100 NM1 IL
    corrected_patient: Person | None = None  # 2100 NM1 74, patient or subscriber as the payer knows them
    rendering: Party | None = None  # 2100 NM1 82
    crossover: Party | None = None  # 2100 NM1 TT
    corrected_payer: Party | None = None  # 2100 NM1 PR
    other_subscriber: Person | None = None  # 2100 NM1 GB
    adjustments: tuple[Adjustment, ...] = ()  # 2100 CAS
    lines: tuple[ServicePayment, ...] = ()  # 2110
    inpatient: InpatientAdjudication | None = None  # 2100 MIA
    outpatient: OutpatientAdjudication | None = None  # 2100 MOA
    remarks: tuple[str, ...] = ()  # 2100 MIA05, MIA20 to 23, then MOA03 to 07 (RARC)
    amounts: tuple[tuple[str, int], ...] = ()  # 2100 AMT01, AMT02: (AU, 12000), (I, 342) …
    quantities: tuple[tuple[str, str], ...] = ()  # 2100 QTY01, QTY02: (CA, 4) …
    references: tuple[tuple[str, str], ...] = ()  # 2100 REF01, REF02
    contacts: tuple[Contact, ...] = ()  # 2100 PER CX
    service_from: date | None = None  # 2100 DTM02 of 232
    service_to: date | None = None  # 2100 DTM02 of 233
    coverage_expires_on: date | None = None  # 2100 DTM02 of 036
    received_on: date | None = None  # 2100 DTM02 of 050
    group: int = 1  # which of the remittance's groups it stands in, from 1; 0: before any LX
    index: int = 0
    also: tuple[Sent, ...] = ()
    order: tuple[str, ...] = ()

    @property
    def is_reversal(self) -> bool:
        return self.status == "22"

    @property
    def all_adjustments(self) -> tuple[Adjustment, ...]:
        """Claim level first, then line by line."""
        return self.adjustments + tuple(a for line in self.lines for a in line.adjustments)


class ProviderSummary(Struct, frozen=True, omit_defaults=True):
    """TS3: what a provider's claims of a group come to (Medicare Part A)."""

    provider: str  # 2000 TS301
    facility_code: str = ""  # 2000 TS302
    fiscal_year_end: date | None = None  # 2000 TS303
    claims: str = ""  # 2000 TS304, how many
    charge: int | None = None  # 2000 TS305
    secondary_payer_amount: int | None = None  # 2000 TS313
    non_laboratory_charge: int | None = None  # 2000 TS315
    procedure_payable_amount: int | None = None  # 2000 TS317
    procedure_reported_amount: int | None = None  # 2000 TS318
    professional_component: int | None = None  # 2000 TS320
    secondary_payer_liability_met: int | None = None  # 2000 TS321
    patient_reimbursement: int | None = None  # 2000 TS322
    periodic_claims: str = ""  # 2000 TS323, interim payments, how many
    periodic_amount: int | None = None  # 2000 TS324


class InpatientSummary(Struct, frozen=True, omit_defaults=True):
    """TS2: the parts of a provider's inpatient payments of a group."""

    drg_amount: int | None = None  # 2000 TS201
    federal_amount: int | None = None  # 2000 TS202
    hospital_amount: int | None = None  # 2000 TS203
    disproportionate_share_amount: int | None = None  # 2000 TS204
    capital_amount: int | None = None  # 2000 TS205
    medical_education_amount: int | None = None  # 2000 TS206
    outlier_days: str = ""  # 2000 TS207
    day_outlier_amount: int | None = None  # 2000 TS208
    cost_outlier_amount: int | None = None  # 2000 TS209
    average_stay: str = ""  # 2000 TS210, days
    discharges: str = ""  # 2000 TS211
    cost_report_days: str = ""  # 2000 TS212
    covered_days: str = ""  # 2000 TS213
    noncovered_days: str = ""  # 2000 TS214
    secondary_payer_amount: int | None = None  # 2000 TS215
    average_drg_weight: str = ""  # 2000 TS216
    capital_federal_drg_amount: int | None = None  # 2000 TS217
    capital_hospital_drg_amount: int | None = None  # 2000 TS218
    capital_share_drg_amount: int | None = None  # 2000 TS219


class ClaimGroup(Struct, frozen=True, omit_defaults=True):
    """Loop 2000, without its claims: they say in `group` where they stand."""

    number: str = "1"  # 2000 LX01
    provider: ProviderSummary | None = None  # 2000 TS3
    inpatient: InpatientSummary | None = None  # 2000 TS2
    also: tuple[Sent, ...] = ()
    order: tuple[str, ...] = ()


class ProviderAdjustment(Struct, frozen=True, omit_defaults=True):
    """One pair of a PLB: a positive amount lowers the payment, a negative one raises it.

    Neighbors of one provider and year stand in one PLB, at most six, unless one is `apart`.
    """

    code: str  # PLB03-1, 05-1 … 13-1: WO, FB, L6, 72, CS …
    amount: int  # PLB04, 06 … 14
    reference: str = ""  # PLB03-2 …
    provider: str = ""  # PLB01
    fiscal_year_end: date | None = None  # PLB02
    index: int = 0  # counts the PLB pairs of the whole file from 1
    apart: bool = False


class BankAccount(Struct, frozen=True, omit_defaults=True):
    """An account that money is moved from or to (BPR06 to BPR09, BPR12 to BPR15)."""

    bank_qualifier: str = "01"  # 01 ABA routing number, 04 Canadian
    bank: str = ""
    account_qualifier: str = "DA"  # DA demand deposit, SG savings
    account: str = ""


class Currency(Struct, frozen=True, omit_defaults=True):
    """CUR, when payment is not in US dollars."""

    code: str  # CUR02
    rate: str = ""  # CUR03, as sent
    entity: str = "PR"  # CUR01


class Payer(Struct, frozen=True, omit_defaults=True):
    """Loop 1000A."""

    name: str = ""  # 1000A N102
    payer_id: str = ""  # 1000A N104
    id_qualifier: str = ""  # 1000A N103, where it is not XV
    address: Address = Address()  # 1000A N3, N4
    other_ids: tuple[tuple[str, str], ...] = ()  # 1000A REF01 (2U, EO, HI, NF), REF02
    contacts: tuple[Contact, ...] = ()  # 1000A PER: CX, BL, IC
    also: tuple[Sent, ...] = ()
    order: tuple[str, ...] = ()


class Delivery(Struct, frozen=True, omit_defaults=True):
    """RDM: how the payee gets the remittance."""

    method: str  # 1000B RDM01: BM mail, EM e-mail, FT file transfer, OL online
    name: str = ""  # 1000B RDM02
    address: str = ""  # 1000B RDM03


class Payee(Struct, frozen=True, omit_defaults=True):
    """Loop 1000B."""

    name: str = ""  # 1000B N102
    npi: str = ""  # 1000B N104 with XX
    tax_id: str = ""  # 1000B N104 with FI, else REF02 of the first TJ
    payer_id: str = ""  # 1000B N104 with any other qualifier
    id_qualifier: str = ""  # 1000B N103 of payer_id, where it is not XV
    address: Address = Address()  # 1000B N3, N4
    other_ids: tuple[tuple[str, str], ...] = ()  # 1000B REF01 (0B, D3, PQ, TJ), REF02
    delivery: Delivery | None = None  # 1000B RDM
    also: tuple[Sent, ...] = ()
    order: tuple[str, ...] = ()


class Remittance(Struct, frozen=True, omit_defaults=True):
    """One 835 transaction."""

    amount: int  # BPR02
    method: str  # BPR04: ACH, CHK, NON, FWT, BOP
    trace_number: str  # TRN02
    paid_on: date | None  # BPR16
    payer: Payer = Payer()
    payee: Payee = Payee()
    originator: str = ""  # TRN03
    credit_flag: str = "C"  # BPR03
    handling: str = "I"  # BPR01
    payment_format: str = ""  # BPR05: CCP, CTX
    payer_account: BankAccount | None = None  # BPR06 to BPR09
    payer_identifier: str = ""  # BPR10, "1" and the payer's tax number
    payer_supplement: str = ""  # BPR11
    payee_account: BankAccount | None = None  # BPR12 to BPR15
    originator_supplement: str = ""  # TRN04
    currency: Currency | None = None  # CUR
    receiver: str = ""  # REF02 of EV: whom the file was made for
    software_version: str = ""  # REF02 of F2: of the payer's adjudication system
    production_on: date | None = None  # DTM02 of 405
    groups: tuple[ClaimGroup, ...] = ()  # 2000; none: one group, LX*1
    claims: tuple[ClaimPayment, ...] = ()
    provider_adjustments: tuple[ProviderAdjustment, ...] = ()
    control_number: str = ""  # ST02
    also: tuple[Sent, ...] = ()  # of the header
    order: tuple[str, ...] = ()  # of the header


class Sum(Struct, frozen=True):
    """One balancing equation that was tried: what it speaks of, what it says and what it should be."""

    level: str  # "service line", "claim", "transaction"
    where: str  # "claim 3 (CLM-20871), line 2"
    stated: int
    computed: int

    @property
    def holds(self) -> bool:
        return self.stated == self.computed

    @property
    def difference(self) -> int:
        return self.stated - self.computed


class RemittanceEnd(Struct, frozen=True):
    """SE: what a remittance came to, once all of it has been read."""

    control_number: str  # ST02
    claims: int  # how many were read, those that do not add up included
    errors: int  # how many were told of it, each with its place
    sums: tuple[Sum, Sum, Sum]  # service lines, claims and the transaction, each over the whole remittance
    groups: tuple[ClaimGroup, ...] = ()  # as `Remittance.groups`

    @property
    def is_proven(self) -> bool:
        """Everything was read, SE counts and names it rightly, and every equation holds."""
        return not self.errors
