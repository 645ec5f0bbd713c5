"""A payer's answer as a value: one 835 transaction (ST … SE), its claims, service lines and provider adjustments.

Amounts are cents with the sender's sign: nothing is ever turned round.
"""

from datetime import date

from msgspec import Struct

from cleanclaim.core.claim.value import Adjustment, Party, Person


class ServicePayment(Struct, frozen=True, omit_defaults=True):
    """Loop 2110."""

    charge: int  # SVC02
    paid: int  # SVC03
    procedure: str = ""  # SVC01-2
    qualifier: str = "HC"  # SVC01-1
    modifiers: tuple[str, ...] = ()
    revenue_code: str = ""  # SVC04
    units: str = ""  # SVC05
    procedure_submitted: str = ""  # SVC06-2, when the payer changed the code
    modifiers_submitted: tuple[str, ...] = ()
    units_submitted: str = ""  # SVC07
    service_from: date | None = None  # DTM 150 or 472
    service_to: date | None = None  # DTM 151
    line_control_number: str = ""  # REF*6R
    adjustments: tuple[Adjustment, ...] = ()
    amounts: tuple[tuple[str, int], ...] = ()  # AMT: (B6, 8500) …
    remarks: tuple[str, ...] = ()  # LQ*HE
    references: tuple[tuple[str, str], ...] = ()


class ClaimPayment(Struct, frozen=True, omit_defaults=True):
    """Loop 2100.  `index` counts the CLPs of the whole file from 1."""

    patient_control_number: str  # CLP01
    status: str  # CLP02: 1, 2, 3 processed; 4 denied; 19–21 and forwarded; 22 reversal; 23, 25
    charge: int  # CLP03
    paid: int  # CLP04
    patient_responsibility: int | None = None  # CLP05
    filing_code: str = ""  # CLP06
    payer_claim_control_number: str = ""  # CLP07
    facility_code: str = ""  # CLP08
    frequency: str = ""  # CLP09
    drg: str = ""  # CLP11
    patient: Person = Person()
    subscriber: Person | None = None
    rendering: Party | None = None
    crossover: Party | None = None  # NM1*TT
    corrected_payer: Party | None = None  # NM1*PR
    adjustments: tuple[Adjustment, ...] = ()  # CAS at claim level
    lines: tuple[ServicePayment, ...] = ()
    remarks: tuple[str, ...] = ()  # MIA and MOA remark codes
    amounts: tuple[tuple[str, int], ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    service_from: date | None = None  # DTM 232
    service_to: date | None = None  # DTM 233
    received_on: date | None = None  # DTM 050
    index: int = 0

    @property
    def is_reversal(self) -> bool:
        return self.status == "22"

    @property
    def all_adjustments(self) -> tuple[Adjustment, ...]:
        """Claim level first, then line by line."""
        return self.adjustments + tuple(a for line in self.lines for a in line.adjustments)


class ProviderAdjustment(Struct, frozen=True):
    """One pair of a PLB: a positive amount lowers the payment, a negative one raises it."""

    code: str  # PLB03-1: WO, FB, L6, 72, CS …
    amount: int
    reference: str = ""  # PLB03-2
    provider: str = ""  # PLB01
    fiscal_year_end: date | None = None
    index: int = 0  # counts the PLB pairs of the whole file from 1


class Remittance(Struct, frozen=True, omit_defaults=True):
    """One 835 transaction."""

    amount: int  # BPR02
    method: str  # BPR04: ACH, CHK, NON, FWT, BOP
    trace_number: str  # TRN02
    paid_on: date | None  # BPR16
    payer: Party = Party()
    payee: Party = Party()
    originator: str = ""  # TRN03
    credit_flag: str = "C"  # BPR03
    handling: str = "I"  # BPR01
    production_on: date | None = None  # DTM*405
    claims: tuple[ClaimPayment, ...] = ()
    provider_adjustments: tuple[ProviderAdjustment, ...] = ()
    control_number: str = ""  # ST02


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
