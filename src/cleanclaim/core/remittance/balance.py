"""The balancing equations of an 835 and their proof (X221A1, section 1.10.2; our invariants C1 to C5).

* service line  SVC02 - sum(CAS of the line) = SVC03
* claim         CLP03 - sum(every CAS) = CLP04; with lines also sum(SVC02) = CLP03
                and sum(SVC03) - sum(CAS of the claim) = CLP04
* transaction   sum(CLP04) - sum(PLB) = BPR02, which is never negative

What is information (AMT, MOA, CLP05) never enters them.
"""

from collections.abc import Iterable, Iterator

from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.money import dollars
from cleanclaim.core.remittance.value import ClaimPayment, Remittance, ServicePayment, Sum
from cleanclaim.core.x12.errors import RemittanceOutOfBalance

SERVICE_LINE, CLAIM, TRANSACTION = "service line", "claim", "transaction"


def sums(remittance: Remittance) -> tuple[Sum, ...]:
    """Every equation, line by line, claim by claim, then the total; none is left out because it holds."""
    tried: list[Sum] = []
    for position, claim in enumerate(remittance.claims, start=1):
        where = _place(claim, position)
        tried.extend(_service_sums(claim.lines, where))
        tried.extend(_claim_sums(claim, where))
    tried.extend(_transaction_sums(remittance))
    return tuple(tried)


def prove(remittance: Remittance, *, file: str = "") -> Remittance:
    """The remittance itself when it adds up; else RemittanceOutOfBalance, with the sums that fail in `sums`."""
    failing = tuple(one for one in sums(remittance) if not one.holds)
    if failing:
        first = failing[0]
        more = f"; {len(failing) - 1} more sums fail" if len(failing) > 1 else ""
        message = (
            f"remittance {remittance.trace_number}, {first.where}: {dollars(first.stated)} is stated, "
            f"{dollars(first.computed)} is the sum{more}"
        )
        raise RemittanceOutOfBalance(message, file=file, sums=failing)
    return remittance


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


def _claim_sums(claim: ClaimPayment, where: str) -> Iterator[Sum]:
    yield Sum(CLAIM, where, claim.paid, claim.charge - _total(claim.all_adjustments))
    if claim.lines:
        yield Sum(CLAIM, f"{where}, charges of its lines", claim.charge, sum(line.charge for line in claim.lines))
        from_lines = sum(line.paid for line in claim.lines) - _total(claim.adjustments)
        yield Sum(CLAIM, f"{where}, payments of its lines", claim.paid, from_lines)


def _transaction_sums(remittance: Remittance) -> Iterator[Sum]:
    computed = sum(claim.paid for claim in remittance.claims)
    computed -= sum(adjustment.amount for adjustment in remittance.provider_adjustments)
    yield Sum(TRANSACTION, "total", remittance.amount, computed)
    yield Sum(TRANSACTION, "payment is not negative", remittance.amount, max(remittance.amount, 0))


def _total(adjustments: Iterable[Adjustment]) -> int:
    return sum(adjustment.amount for adjustment in adjustments)


def _place(claim: ClaimPayment, position: int) -> str:
    return f"claim {claim.index or position} ({claim.patient_control_number})"
