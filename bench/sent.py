"""Claims that were sent and charged, as many as wanted, and the 835 that answers them: for `bench/posting.py`.

The rows go straight into the tables, but as the services leave them: the books hold before and after the payment.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db import transaction

from cleanclaim import clock
from cleanclaim.apps.claims.models import Claim, ClaimLine
from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.ledger.chain import digest_of
from cleanclaim.apps.ledger.models import Balance, ChargeLine, JournalEntry, JournalTransaction
from cleanclaim.apps.patients.models import Coverage, Patient
from cleanclaim.apps.practices.models import Clinician, Location, Payer
from cleanclaim.core.claim.value import Adjustment, Person
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.chain import Side
from cleanclaim.core.remittance import (
    ClaimPayment,
    ProviderAdjustment,
    Remittance,
    ServicePayment,
    write_835_interchange,
)
from cleanclaim.core.remittance import Payer as Sender
from cleanclaim.core.x12 import Envelope

SERVICES = (("99213", 16_500, 11_000, 2_500), ("80053", 4_500, 3_150, 0))  # procedure, charge, paid, patient's share
CHARGE = sum(charge for _, charge, _, _ in SERVICES)
AT_ONCE = 1_000


@transaction.atomic
def claims_sent(numbers: Sequence[int]) -> list[ClaimPayment]:
    """Claims by these numbers, each of a patient of its own; returns what the payer will answer to each."""
    answers: list[ClaimPayment] = []
    for start in range(0, len(numbers), AT_ONCE):
        answers += _sent(numbers[start : start + AT_ONCE])
    return answers


def remittance_of(answers: Sequence[ClaimPayment], name: str, adjustments: Sequence[ProviderAdjustment] = ()) -> bytes:
    """One 835 with all of the answers and what the payer keeps or adds besides."""
    payer = Payer.objects.earliest("pk")
    paid = sum(answer.paid for answer in answers) - sum(pair.amount for pair in adjustments)
    sender = Sender(name=payer.name.upper(), payer_id=payer.payer_id)
    remittance = Remittance(
        paid, "ACH", name, clock.today(), sender, claims=tuple(answers), provider_adjustments=tuple(adjustments)
    )
    envelope = Envelope(sender="PAYER", receiver="PRACTICE", control_number=1, moment=clock.now())
    return write_835_interchange([remittance], envelope)


def _sent(numbers: Sequence[int]) -> Iterator[ClaimPayment]:
    payer, clinician, location = (each.objects.earliest("pk") for each in (Payer, Clinician, Location))
    now, day = clock.now(), clock.today() - timedelta(days=20)
    of = {"practice": payer.practice}
    patients = Patient.objects.bulk_create(
        Patient(
            **of, mrn=f"P{number:07d}", first_name="Ann", last_name=f"Quill{number}", birth_date=date(1970, 1, 1),
            sex="F", created_at=now,
        ) for number in numbers
    )  # fmt: skip
    plans = Coverage.objects.bulk_create(
        Coverage(
            **of, patient=patient, payer=payer, rank=1, member_id=f"W{patient.pk:09d}",
            effective_from=day - timedelta(days=900),
        ) for patient in patients
    )  # fmt: skip
    visits = Encounter.objects.bulk_create(
        Encounter(
            **of, patient=patient, location=location, clinician=clinician, service_on=day, signed_at=now,
            state="charges_posted",
        ) for patient in patients
    )  # fmt: skip
    lines = ChargeLine.objects.bulk_create(
        ChargeLine(
            **of, patient_id=visit.patient_id, clinician=clinician, location=location, encounter_id=visit.pk,
            visit=f"encounter:{visit.pk}", service_on=day, procedure=procedure, charge=charge,
            payers=[f"payer:{payer.pk}"], posted_at=now,
        ) for visit in visits for procedure, charge, _, _ in SERVICES
    )  # fmt: skip
    claims = Claim.objects.bulk_create(
        Claim(
            **of, control_number=f"B{number:07d}", encounter=visit, patient_id=visit.patient_id, coverage=plan,
            payer=payer, charge=CHARGE, state="payer_accepted", service_from=day, service_to=day, snapshot=b"{}",
            filing_deadline=day + timedelta(days=365), created_at=now, first_sent_at=now, was_clean_at_first=True,
        ) for number, visit, plan in zip(numbers, visits, plans, strict=True)
    )  # fmt: skip
    width = len(SERVICES)
    ClaimLine.objects.bulk_create(
        ClaimLine(**of, claim=claims[at // width], number=at % width + 1, line=line, control_number=f"L{line.pk}")
        for at, line in enumerate(lines)
    )
    _charged(lines)
    for at, (claim, patient, plan) in enumerate(zip(claims, patients, plans, strict=True)):
        own = lines[at * width : (at + 1) * width]
        yield _answer(claim, Person(patient.last_name, patient.first_name, member_id=plan.member_id), own)


def _charged(lines: Sequence[ChargeLine]) -> None:
    """The charges in the books: journal, entries and balances."""
    now, day, of = clock.now(), lines[0].service_on, {"practice": lines[0].practice}
    posted = [
        JournalTransaction(
            **of, source_key=f"charge:{line.pk}", kind="charge_posted", posted_on=day, occurred_on=day,
            patient_id=line.patient_id, user_name="CleanClaim", recorded_at=now,
        ) for line in lines
    ]  # fmt: skip
    sides = [_sides(line) for line in lines]
    for row, both in zip(posted, sides, strict=True):
        row.digest = digest_of(row, both)
    JournalTransaction.objects.bulk_create(posted)
    JournalEntry.objects.bulk_create(
        JournalEntry(
            **of, transaction=row, posted_on=day, account=side.account, party=side.party, line_id=side.line,
            debit=side.debit, credit=side.credit,
        )
        for row, both in zip(posted, sides, strict=True) for side in both
    )  # fmt: skip
    Balance.objects.bulk_create(
        Balance(
            **of, account=account, party=party, line_id=line.pk, patient_id=line.patient_id, service_on=day,
            amount=sign * line.charge,
        )
        for line in lines
        for account, party, sign in ((chart.INSURANCE, line.payers[0], 1), (chart.CHARGES, "", -1))
    )  # fmt: skip


def _sides(line: ChargeLine) -> tuple[Side, Side]:
    return (
        Side(chart.INSURANCE, line.payers[0], line.pk, line.charge, 0),
        Side(chart.CHARGES, "", line.pk, 0, line.charge),
    )


def _answer(claim: Claim, patient: Person, lines: Sequence[ChargeLine]) -> ClaimPayment:
    services = tuple(
        ServicePayment(
            charge, paid, procedure, service_from=claim.service_from, line_control_number=f"L{line.pk}",
            adjustments=_adjustments(charge - paid - share, share),
        )
        for line, (procedure, charge, paid, share) in zip(lines, SERVICES, strict=True)
    )  # fmt: skip
    return ClaimPayment(
        claim.control_number, "1", CHARGE, sum(each.paid for each in services),
        sum(share for _, _, _, share in SERVICES), "12", f"ICN{claim.pk}", "11", "1", patient=patient, lines=services,
    )  # fmt: skip


def _adjustments(contractual: int, share: int) -> tuple[Adjustment, ...]:
    owed = (Adjustment("PR", "3", share),) if share else ()
    return (Adjustment("CO", "45", contractual), *owed)
