"""A practice whose payer has paid once and now sends an 835 with everything that is awkward to post."""

from bench.sent import claims_sent, remittance_of
from msgspec.structs import replace
from tests.builders.practices import a_practice

from cleanclaim.apps.exchange.services import file_receive
from cleanclaim.apps.practices.acting import Actor, acting_as, system_actor
from cleanclaim.apps.practices.models import Organization, TradingPartner
from cleanclaim.apps.practices.partners import clearinghouse
from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.remittance import ClaimPayment, ProviderAdjustment
from cleanclaim.interfaces.jobs.intake import file_take_in

PLB = (
    ProviderAdjustment("L6", -250, "INTEREST", "1234567893"),
    ProviderAdjustment("FB", -4_000, "FORWARD", "1234567893"),
    ProviderAdjustment("72", 1_100, "UNKNOWN", "1234567893"),
)


def practice_made(claims: int) -> bytes:
    """Fill an empty database; gives the file that waits to be taken in: `claims` answers and the awkward ones."""
    with acting_as(system_actor(a_practice())) as by:
        answers = claims_sent(range(claims))
        settled, others = answers[:2], answers[2:]
        first = file_receive(name="first.x12", content=remittance_of(settled, "EFT1"), partner=None, by=by).file
        file_take_in(file=first, by=by)
        return remittance_of([*_awkward(settled, others[0]), *others[1:]], "EFT2", PLB)


def the_practice() -> Organization:
    """The one that was made."""
    return Organization.objects.get(name="Larkfield Family Medicine")


def offered(content: bytes) -> None:
    """Lay the file into the partner's folder, as if the partner had."""
    with acting_as(system_actor(the_practice())):
        folder = clearinghouse(TradingPartner.objects.get()).folder / "outbound"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    (folder / "second.x12").write_bytes(content)


def everybody() -> Actor:
    """The system, acting for the practice."""
    return system_actor(the_practice())


def _awkward(settled: list[ClaimPayment], other: ClaimPayment) -> list[ClaimPayment]:
    """A reversal with its correction, a second answer that contradicts the first, a denial, a claim nobody knows."""
    corrected, contradicted = settled
    unknown = replace(other, patient_control_number="NOBODY", payer_claim_control_number="ICN-NOBODY")
    return [
        _reversed(corrected),
        _paid_less(corrected),
        _paid_less(contradicted),
        _denied(other),
        replace(unknown, lines=tuple(replace(line, line_control_number="") for line in unknown.lines)),
    ]


def _reversed(answer: ClaimPayment) -> ClaimPayment:
    lines = tuple(
        replace(
            line,
            charge=-line.charge,
            paid=-line.paid,
            adjustments=tuple(replace(reason, amount=-reason.amount) for reason in line.adjustments),
        )
        for line in answer.lines
    )
    paid = -answer.paid
    return replace(answer, status="22", charge=-answer.charge, paid=paid, patient_responsibility=None, lines=lines)


def _paid_less(answer: ClaimPayment) -> ClaimPayment:
    """One dollar less, and one more written off, on the first line."""
    line, *others = answer.lines
    contractual, *reasons = line.adjustments
    contractual = replace(contractual, amount=contractual.amount + 100)
    line = replace(line, paid=line.paid - 100, adjustments=(contractual, *reasons))
    return replace(answer, paid=answer.paid - 100, lines=(line, *others))


def _denied(answer: ClaimPayment) -> ClaimPayment:
    lines = tuple(replace(line, paid=0, adjustments=(Adjustment("CO", "50", line.charge),)) for line in answer.lines)
    return replace(answer, status="4", paid=0, patient_responsibility=0, lines=lines)
