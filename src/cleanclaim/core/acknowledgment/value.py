"""TA1, 999 (005010X231A1) and 277CA (005010X214) as values."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from cleanclaim.core.claim.value import Party


class InterchangeAcknowledgment(Struct, frozen=True):
    """TA1."""

    control_number: str  # ISA13 of the file answered
    date: str  # YYMMDD as sent
    time: str
    code: str  # A accepted, E accepted with errors, R rejected
    note: str = "000"


class Context(Struct, frozen=True):
    """CTX: the element (or segment) that makes a situational rule apply."""

    segment: str
    position: int  # counted from ST
    loop: str = ""  # its first four characters
    element: str = ""  # "5-3"; empty when the segment as a whole is meant


class ElementError(Struct, frozen=True):
    """IK4."""

    position: str  # "9" or "5-2"
    code: str  # 1 missing, 5 too long, 6 bad character, 7 code value …
    value: str = ""
    trigger: Context | None = None


class SegmentError(Struct, frozen=True):
    """IK3 with its CTX and IK4."""

    segment: str
    position: int  # counted from ST
    code: str
    loop: str = ""  # its first four characters: "2010" for 2010BA
    claim: str = ""  # CTX: CLM01, or what `unit` says
    elements: tuple[ElementError, ...] = ()
    unit: str = "CLM01"  # the element by which the sender knows the claim
    trigger: Context | None = None


class TransactionAcknowledgment(Struct, frozen=True):
    """AK2 … IK5: A accepted, E accepted with errors, R rejected."""

    transaction: str  # 837
    control_number: str  # ST02
    code: str
    errors: tuple[SegmentError, ...] = ()
    notes: tuple[str, ...] = ()


class FunctionalAcknowledgment(Struct, frozen=True):
    """A 999."""

    functional_code: str  # AK101: HC
    group_control_number: str  # AK102: GS06 of the file answered
    code: str  # AK901: A, E, P, R
    transactions: tuple[TransactionAcknowledgment, ...] = ()
    version: str = ""
    notes: tuple[str, ...] = ()  # AK905: 3 GE missing, 4 control numbers differ, 5 count differs …


class ClaimStatus(Struct, frozen=True):
    """One STC: category (A1, A2, A3, A6, A7 …), status (20, 562 …), entity (85, QC …), action (WQ, U)."""

    category: str
    status: str
    entity: str = ""
    action: str = ""
    effective_on: date | None = None
    amount: int | None = None
    message: str = ""


class ClaimAnswer(Struct, frozen=True):
    """Loop 2200D of a 277CA: what became of one claim."""

    patient_control_number: str  # TRN02
    statuses: tuple[ClaimStatus, ...]
    payer_claim_control_number: str = ""  # REF*1K
    service_from: date | None = None
    service_to: date | None = None
    patient_name: str = ""  # "RIVERA, ANA"
    patient_id: str = ""  # NM109 of 2100D
    provider: Party = Party()  # 2100C, the billing provider

    @property
    def charge(self) -> int:
        """Cents: the first amount that a status tells (STC04)."""
        return next((status.amount for status in self.statuses if status.amount is not None), 0)

    @property
    def is_rejected(self) -> bool:
        """Never adjudicated: any status of category A3, A4, A6, A7 or A8."""
        return any(s.category in {"A3", "A4", "A6", "A7", "A8"} for s in self.statuses)


class Totals(Struct, frozen=True):
    """How many claims were accepted and rejected, and their charges in cents: QTY and AMT of 2200B and 2200C."""

    accepted: int = 0  # QTY*90 of the batch, QTY*QA of a provider
    rejected: int = 0  # QTY*AA, QTY*QC
    accepted_charge: int = 0  # AMT*YU
    rejected_charge: int = 0  # AMT*YY

    @classmethod
    def of(cls, claims: Iterable[ClaimAnswer]) -> "Totals":
        """What the claims add up to; a claim's charge is the first amount that a status of its tells."""
        counts, charges = [0, 0], [0, 0]
        for claim in claims:
            counts[claim.is_rejected] += 1
            charges[claim.is_rejected] += claim.charge
        return cls(*counts, *charges)


class ClaimAcknowledgment(Struct, frozen=True):
    """A 277CA: the source (clearinghouse AY or payer PR), the batch answered, and one answer a claim."""

    source: Party
    source_code: str  # NM101: PR payer, AY clearinghouse
    batch_reference: str  # TRN02 of 2200B: BHT03 of the 837
    claims: tuple[ClaimAnswer, ...] = ()
    received_on: date | None = None
    receiver: Party = Party()  # NM1*41: the submitter of the 837
    statuses: tuple[ClaimStatus, ...] = ()  # of the batch as a whole; empty: received, nothing more to say
    stated: Totals | None = None  # the totals of 2200B, only where the claims add up to others

    @property
    def totals(self) -> Totals:
        """Of the batch as a whole, as its source states them."""
        return self.stated or Totals.of(self.claims)
