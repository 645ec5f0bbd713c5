"""The balancing equations of an 835 and their proof (X221A1, section 1.10.2; our invariants C1 to C5).

* service line  SVC02 - sum(CAS of the line) = SVC03
* claim         CLP03 - sum(every CAS) = CLP04; with lines also sum(SVC02) = CLP03
                and sum(SVC03) - sum(CAS of the claim) = CLP04
* transaction   sum(CLP04) - sum(PLB) = BPR02, which is never negative

Signs are the sender's.  A positive PLB amount lowers the payment (money taken back, a balance brought forward), a
negative one raises it (interest, a balance carried to the next payment).  What is information (AMT, MOA, CLP05) never
enters the equations.
"""

from collections.abc import Iterable, Iterator

from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.money import dollars
from cleanclaim.core.remittance.value import ClaimPayment, Remittance, ServicePayment, Sum
from cleanclaim.core.x12.errors import RemittanceOutOfBalance

SERVICE_LINE, CLAIM, TRANSACTION = "service line", "claim", "transaction"
_CODE = "I10"  # IK403 of a total that its parts do not make


class Totals:
    """What service lines, claims and provider adjustments come to over a remittance, in cents."""

    __slots__ = ("claims_computed", "claims_stated", "lines_computed", "lines_stated", "provider_adjustments")

    def __init__(self) -> None:
        self.lines_stated = self.lines_computed = self.claims_stated = self.claims_computed = 0
        self.provider_adjustments = 0

    def add(self, claim: ClaimPayment) -> bool:
        """The claim's sums to the totals; whether each of its equations holds."""
        holds, charge, paid, adjusted = True, 0, 0, 0
        for line in claim.lines:
            taken = 0
            for adjustment in line.adjustments:
                taken += adjustment.amount
            charge += line.charge
            paid += line.paid
            adjusted += taken
            if line.charge - taken != line.paid:
                holds = False
        own = _total(claim.adjustments) if claim.adjustments else 0
        computed = claim.charge - adjusted - own
        self.lines_stated += paid
        self.lines_computed += charge - adjusted
        self.claims_stated += claim.paid
        self.claims_computed += computed
        if claim.lines and (claim.charge != charge or claim.paid != paid - own):
            return False
        return holds and computed == claim.paid

    def add_proven(self, claim: ClaimPayment) -> None:
        """As `add`, for a claim whose equations hold: its lines come to what it pays before its own adjustments."""
        paid = claim.paid
        self.claims_stated += paid
        self.claims_computed += paid
        if claim.lines:
            if claim.adjustments:
                paid += _total(claim.adjustments)
            self.lines_stated += paid
            self.lines_computed += paid

    def sums(self, amount: int) -> tuple[Sum, Sum, Sum]:
        """One equation a level, over the whole remittance; `amount` is BPR02."""
        return (
            Sum(SERVICE_LINE, "all service lines", self.lines_stated, self.lines_computed),
            Sum(CLAIM, "all claims", self.claims_stated, self.claims_computed),
            Sum(TRANSACTION, "total", amount, self.claims_stated - self.provider_adjustments),
        )


def sums(remittance: Remittance) -> tuple[Sum, ...]:
    """Every equation, line by line, claim by claim, then the total; none is left out because it holds."""
    tried: list[Sum] = []
    for position, claim in enumerate(remittance.claims, start=1):
        tried.extend(claim_sums(claim, position))
    computed = sum(claim.paid for claim in remittance.claims)
    computed -= sum(adjustment.amount for adjustment in remittance.provider_adjustments)
    return (*tried, *total_sums(remittance.amount, computed))


def claim_sums(claim: ClaimPayment, position: int = 0) -> list[Sum]:
    """The equations of a claim and its lines; `position` names one that has no index."""
    where = _place(claim, position)
    return [*_service_sums(claim.lines, where), *_own_sums(claim, where)]


def total_sums(amount: int, computed: int) -> tuple[Sum, Sum]:
    """The equations of BPR02, `computed` being the claims less the provider adjustments."""
    negative = Sum(TRANSACTION, "payment is not negative", amount, max(amount, 0))
    return Sum(TRANSACTION, "total", amount, computed), negative


def totals_of(remittance: Remittance) -> tuple[Sum, Sum, Sum]:
    """One equation a level, each over the whole remittance."""
    totals = Totals()
    for claim in remittance.claims:
        totals.add(claim)
    totals.provider_adjustments = sum(one.amount for one in remittance.provider_adjustments)
    return totals.sums(remittance.amount)


def prove(remittance: Remittance, *, file: str = "") -> Remittance:
    """The remittance itself when it adds up.

    Else RemittanceOutOfBalance: `sums` are the equations that fail, `totals` one of each level.
    """
    failing = [one for one in sums(remittance) if not one.holds]
    if failing:
        error = out_of_balance(f"remittance {remittance.trace_number}", failing)
        error.file, error.totals = file, totals_of(remittance)
        raise error
    return remittance


def out_of_balance(what: str, failing: list[Sum]) -> RemittanceOutOfBalance:
    """The error that tells the first of the failing sums in words."""
    first = failing[0]
    more = f"; {len(failing) - 1} more sums fail" if len(failing) > 1 else ""
    message = f"{what}, {first.where}: {dollars(first.stated)} is stated, {dollars(first.computed)} is the sum{more}"
    error = RemittanceOutOfBalance(message, sums=tuple(failing))
    error.code = _CODE
    return error


def warnings(remittance: Remittance) -> tuple[Sum, ...]:
    """Claims whose CLP05 is not the sum of their PR adjustments (a reversal's is to be absent or zero).

    A person should look; nothing is held for it, because CAS decides (X12 RFI 2548).
    """
    found = []
    for position, claim in enumerate(remittance.claims, start=1):
        stated = claim.patient_responsibility or 0
        computed = 0 if claim.is_reversal else _total(a for a in claim.all_adjustments if a.group == "PR")
        if stated != computed:
            found.append(Sum(CLAIM, f"{_place(claim, position)}, patient responsibility", stated, computed))
    return tuple(found)


def _service_sums(lines: tuple[ServicePayment, ...], where: str) -> Iterator[Sum]:
    for number, line in enumerate(lines, start=1):
        yield Sum(SERVICE_LINE, f"{where}, line {number}", line.paid, line.charge - _total(line.adjustments))


def _own_sums(claim: ClaimPayment, where: str) -> Iterator[Sum]:
    yield Sum(CLAIM, where, claim.paid, claim.charge - _total(claim.all_adjustments))
    if claim.lines:
        yield Sum(CLAIM, f"{where}, charges of its lines", claim.charge, sum(line.charge for line in claim.lines))
        from_lines = sum(line.paid for line in claim.lines) - _total(claim.adjustments)
        yield Sum(CLAIM, f"{where}, payments of its lines", claim.paid, from_lines)


def _total(adjustments: Iterable[Adjustment]) -> int:
    return sum(adjustment.amount for adjustment in adjustments)


def _place(claim: ClaimPayment, position: int) -> str:
    return f"claim {claim.index or position} ({claim.patient_control_number})"
