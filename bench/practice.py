"""A practice of a size that few have, put straight into the tables: rows that lists read, not books that prove."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from random import Random

from django.db import models, transaction

from cleanclaim import clock
from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.claims.models import Claim, ClaimFinding, ClaimLine
from cleanclaim.apps.denials.models import DenialCase
from cleanclaim.apps.encounters.models import Diagnosis, Encounter, Service
from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.ledger.models import Balance, ChargeLine, JournalEntry, JournalTransaction, Receipt
from cleanclaim.apps.patient_billing.models import Statement
from cleanclaim.apps.patients.models import Coverage, Patient, PatientWord
from cleanclaim.apps.practices.models import Clinician, Location, Organization, Payer
from cleanclaim.apps.remittances.models import Remittance, RemittanceClaim
from cleanclaim.apps.scheduling.models import Appointment
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.core.ledger import chart

PATIENTS, ENCOUNTERS, CLAIMS, REMITTANCES, WORK_ITEMS = 40_000, 60_000, 100_000, 5_000, 20_000
OPEN_WORK, APPOINTMENTS, STATEMENTS, RECEIPTS, DENIALS, FILES = 4_000, 20_000, 20_000, 30_000, 10_000, 15_000
DAYS, A_REMITTANCE = 730, 16
ANSWERS = REMITTANCES * A_REMITTANCE
# Of a hundred claims, by state; a practice that works keeps few open.
STATES = (
    ["closed"] * 82 + ["payer_accepted"] * 7 + ["adjudicated_denied", "adjudicated_partial", "replaced"] * 2
    + ["ready", "edit_failed", "payer_rejected", "adjudicated_paid", "held"]
)  # fmt: skip
KINDS = ("claim_held", "claim_rejected", "denial", "coding", "underpayment", "eligibility_inactive")
ROLES = ("biller", "biller", "biller", "coder", "payment_poster", "front_desk")
BATCH = 2_000
Rows = Iterator[models.Model]


class Filling:
    """Rows of one practice, drawn from a seed; each part needs the ones before it."""

    def __init__(self, practice: Organization) -> None:
        self.practice, self.rng, self.now = practice, Random(1), clock.now()
        self.payers = list(Payer.objects.values_list("pk", flat=True))
        self.clinicians = list(Clinician.objects.values_list("pk", flat=True))
        self.location = Location.objects.values_list("pk", flat=True)[0]

    @transaction.atomic
    def fill(self, told: Callable[[str], None]) -> None:
        """Everything in one transaction, with a word for each part."""
        for part in (
            self._patients, self._words, self._coverages, self._appointments, self._encounters, self._diagnoses,
            self._services, self._charge_lines, self._claims, self._findings, self._claim_lines, self._journal,
            self._entries, self._balances, self._receipts, self._files, self._remittances, self._answers, self._denials,
            self._work, self._statements, self._activity,
        ):  # fmt: skip
            count = _insert(part())
            told(f"{count:>9,} {part.__name__.strip('_').replace('_', ' ')}")

    def _moment(self, number: int, of: int) -> datetime:
        """Spread over the days up to now, the first number longest ago."""
        return self.now - timedelta(days=DAYS * (1 - number / of))

    def _patients(self) -> Rows:
        names = [
            f"{a}{b}" for a in ("Al", "Ber", "Cas", "Dor", "El", "Fer", "Har", "Mor") for b in ("man", "ton", "ez")
        ]
        for number in range(PATIENTS):
            last, birth = self.rng.choice(names), self.now.date() - timedelta(days=self.rng.randint(400, 32_000))
            first = f"{self.rng.choice(names)}{number % 97}"
            yield Patient(
                practice=self.practice, mrn=f"M{number:06d}", first_name=first, last_name=last, birth_date=birth,
                sex="F", created_at=self.now,
            )  # fmt: skip

    def _words(self) -> Rows:
        for patient in Patient.objects.all():
            for word in patient.spoken_words:
                yield PatientWord(practice=self.practice, patient=patient, word=word)

    def _coverages(self) -> Rows:
        for number, patient in enumerate(_keys(Patient)):
            yield Coverage(
                practice=self.practice, patient_id=patient, payer_id=self.payers[number % len(self.payers)], rank=1,
                member_id=f"MEM{number:07d}", effective_from=self.now.date() - timedelta(days=2_000),
            )  # fmt: skip

    def _appointments(self) -> Rows:
        patients = _keys(Patient)
        for number in range(APPOINTMENTS):
            day = self.now - timedelta(days=number // 40 - 20)
            starts = day.replace(hour=13 + number % 8, minute=number // 8 % 6 * 10, second=0, microsecond=0)
            yield Appointment(
                practice=self.practice, patient_id=patients[number % PATIENTS], location_id=self.location,
                clinician_id=self.clinicians[number % len(self.clinicians)], starts_at=starts, visit_type="follow_up",
                state="completed" if starts < self.now else "booked",
            )  # fmt: skip

    def _encounters(self) -> Rows:
        patients = _keys(Patient)
        for number in range(ENCOUNTERS):
            recent = ENCOUNTERS - number
            yield Encounter(
                practice=self.practice, patient_id=patients[number % PATIENTS], location_id=self.location,
                clinician_id=self.clinicians[number % len(self.clinicians)], subjective="Here for follow-up.",
                service_on=self._moment(number, ENCOUNTERS).date(),
                signed_at=None if recent < 80 else self._moment(number, ENCOUNTERS),
                state="documented" if recent < 80 else "signed" if recent < 300 else "charges_posted",
            )  # fmt: skip

    def _diagnoses(self) -> Rows:
        for encounter in _keys(Encounter):
            yield Diagnosis(practice=self.practice, encounter_id=encounter, position=1, code="I10")

    def _services(self) -> Rows:
        for encounter in _keys(Encounter):
            yield Service(practice=self.practice, encounter_id=encounter, position=1, procedure="99213")

    def _charge_lines(self) -> Rows:
        rows = list(Encounter.objects.order_by("pk").values_list("pk", "patient_id", "clinician_id", "service_on"))
        for number in range(CLAIMS):
            encounter, patient, clinician, day = rows[number * ENCOUNTERS // CLAIMS]
            yield ChargeLine(
                practice=self.practice, patient_id=patient, clinician_id=clinician, location_id=self.location,
                encounter_id=encounter, visit=f"encounter:{encounter}", service_on=day, procedure="99213",
                charge=16_500, payers=[f"payer:{self.payers[number % len(self.payers)]}"], posted_at=self.now,
            )  # fmt: skip

    def _claims(self) -> Rows:
        coverages = dict(Coverage.objects.values_list("patient_id", "pk"))
        rows = ChargeLine.objects.order_by("pk").values_list("encounter_id", "patient_id", "service_on")
        for number, (encounter, patient, day) in enumerate(rows):
            sent = self._moment(number, CLAIMS)
            answered = number < ANSWERS
            yield Claim(
                practice=self.practice, control_number=f"C{number:07d}", encounter_id=encounter, patient_id=patient,
                payer_claim_control_number=f"ICN{number:08d}" if answered else "",
                coverage_id=coverages[patient], payer_id=self.payers[number % len(self.payers)], charge=16_500,
                state=self.rng.choice(STATES), service_from=day, service_to=day, snapshot=b"x" * 1_500,
                filing_deadline=day + timedelta(days=365), created_at=sent, first_sent_at=sent, was_clean_at_first=True,
                first_rejected_at=sent + timedelta(days=1) if number % 40 == 0 else None,
                first_adjudicated_at=self._moment(number // A_REMITTANCE, REMITTANCES) if answered else None,
                was_denied_at_first=number % 12 == 0 if answered else None,
            )  # fmt: skip

    def _findings(self) -> Rows:
        """What holds claims: a dozen causes, every third with a safe fix."""
        held = Claim.objects.filter(state="edit_failed").order_by("pk")
        for number, claim in enumerate(held.values_list("pk", flat=True)):
            yield ClaimFinding(
                practice=self.practice, claim_id=claim, edit=f"SUB{number % 12:03d}", severity="error", where="line 1",
                path="lines[0].charge", message="held", fix="mend it", leads=True, is_mendable=number % 3 == 0,
            )  # fmt: skip

    def _claim_lines(self) -> Rows:
        for claim, line in zip(_keys(Claim), _keys(ChargeLine), strict=True):
            yield ClaimLine(practice=self.practice, claim_id=claim, number=1, line_id=line, control_number=f"{claim}-1")

    def _journal(self) -> Rows:
        """One posting a charge, and one a payment or what is left of it."""
        rows = list(ChargeLine.objects.order_by("pk").values_list("patient_id", "service_on"))
        for kind in ("charge_posted", "insurance_payment"):
            for number, (patient, day) in enumerate(rows):
                yield JournalTransaction(
                    practice=self.practice, source_key=f"{kind}:{number}", kind=kind, posted_on=day, occurred_on=day,
                    patient_id=patient, user_name="CleanClaim", recorded_at=self.now,
                )  # fmt: skip

    def _entries(self) -> Rows:
        transactions = _keys(JournalTransaction)
        rows = list(ChargeLine.objects.order_by("pk").values_list("pk", "service_on", "payers"))
        for number, (line, day, [payer]) in enumerate(rows):
            entry = partial(JournalEntry, practice=self.practice, line_id=line, posted_on=day)
            charged, paid = transactions[number], transactions[number + CLAIMS]
            yield entry(transaction_id=charged, account=chart.INSURANCE, party=payer, debit=16_500)
            yield entry(transaction_id=charged, account=chart.CHARGES, credit=16_500)
            yield entry(transaction_id=paid, account=chart.ERA, party=payer, debit=11_500)
            yield entry(transaction_id=paid, account=chart.INSURANCE, party=payer, credit=11_500)

    def _balances(self) -> Rows:
        """One line in eight is open, with its payer or its patient; of the rest the balance is zero."""
        rows = ChargeLine.objects.order_by("pk").values_list("pk", "patient_id", "service_on", "payers")
        for number, (line, patient, day, [payer]) in enumerate(rows):
            balance = partial(Balance, practice=self.practice, line_id=line, patient_id=patient, service_on=day)
            yield balance(account=chart.INSURANCE, party=payer, amount=16_500 if number % 8 == 0 else 0)
            yield balance(account=chart.PATIENT, party=f"patient:{patient}", amount=2_500 if number % 24 == 1 else 0)

    def _receipts(self) -> Rows:
        patients, transactions = _keys(Patient), _keys(JournalTransaction)
        for number in range(RECEIPTS):
            yield Receipt(
                practice=self.practice, number=f"R{number:06d}", patient_id=patients[number % PATIENTS],
                location_id=self.location, method="card", purpose="copay", amount=2_500, taken_by="Desk",
                received_at=self._moment(number, RECEIPTS), transaction_id=transactions[number],
            )  # fmt: skip

    def _files(self) -> Rows:
        for number in range(FILES):
            is_in = number % 3 > 0
            yield ExchangeFile(
                practice=self.practice, direction="in" if is_in else "out", transaction="835" if is_in else "837P",
                name=f"file-{number}.x12", content=b"x" * 2_000, sha256=f"{number:064d}",
                state="read" if is_in else "sent", created_at=self._moment(number, FILES),
            )  # fmt: skip

    def _remittances(self) -> Rows:
        files = list(ExchangeFile.objects.filter(direction="in").order_by("pk").values_list("pk", flat=True))
        for number in range(REMITTANCES):
            yield Remittance(
                practice=self.practice, file_id=files[number], position=1, payer_id=self.payers[number % 5],
                payer_name="Meridian Blue", trace_number=f"T{number}", method="ACH", amount=230_000,
                paid_on=self._moment(number, REMITTANCES).date(), payment_key=f"K{number}", claim_count=A_REMITTANCE,
                state="partly_posted" if number % 100 == 0 else "reconciled" if number % 20 else "posted",
                received_at=self._moment(number, REMITTANCES),
            )  # fmt: skip

    def _answers(self) -> Rows:
        remittances = _keys(Remittance)
        for number, claim in enumerate(_keys(Claim)[:ANSWERS]):
            held = number % 1_600 == 0
            yield RemittanceClaim(
                practice=self.practice, remittance_id=remittances[number // A_REMITTANCE],
                index=number % A_REMITTANCE + 1, patient_control_number=f"C{number:07d}", status_code="1",
                charge=16_500, paid=11_500, content=b"{}",
                claim_id=None if held else claim, disposition="held" if held else "posted", is_denial=number % 12 == 0,
            )  # fmt: skip

    def _denials(self) -> Rows:
        answers = RemittanceClaim.objects.filter(is_denial=True).exclude(claim=None).order_by("pk")
        rows = answers.values_list("pk", "claim_id", "claim__patient_id", "claim__payer_id", "claim__lines__line_id")
        for number, (answer, claim, patient, payer, line) in enumerate(rows[:DENIALS]):
            opened = self._moment(number, DENIALS)
            yield DenialCase(
                practice=self.practice, claim_id=claim, line_id=line, answer_id=answer, patient_id=patient,
                payer_id=payer, group="CO",
                carc=("197", "16", "50", "97")[number % 4], amount=16_500, category="authorization", action="appeal",
                deadline=opened.date() + timedelta(days=120), state="open" if number % 8 == 0 else "overturned",
                opened_at=opened,
            )  # fmt: skip

    def _work(self) -> Rows:
        for number, claim in enumerate(_keys(Claim)[-WORK_ITEMS:]):
            kind, is_open = number % len(KINDS), number >= WORK_ITEMS - OPEN_WORK
            yield WorkItem(
                practice=self.practice, kind=KINDS[kind], condition_key=f"{KINDS[kind]}:claim:{claim}",
                subject=f"claim:{claim}", title=f"C{number:07d} needs a look", reason="Why it waits",
                next_action="Look at it", url=f"/claims/{claim}/", amount=16_500, role=ROLES[kind], opened_at=self.now,
                deadline=self.now.date() + timedelta(days=self.rng.randint(-5, 300)),
                state="new" if is_open else "done", closed_at=None if is_open else self.now,
            )  # fmt: skip

    def _statements(self) -> Rows:
        patients = _keys(Patient)
        for number in range(STATEMENTS):
            day = self._moment(number, STATEMENTS).date()
            yield Statement(
                practice=self.practice, patient_id=patients[number % PATIENTS], number=f"S{number:06d}", issued_on=day,
                due_on=day + timedelta(days=21), amount=2_500, state="sent_1" if number % 10 == 0 else "paid",
                content={}, paper={}, pdf=b"x" * 2_000,
            )  # fmt: skip

    def _activity(self) -> Rows:
        claims, patients = _keys(Claim), _keys(Patient)
        for number, claim in enumerate(claims * 2):
            yield ActivityEntry(
                practice=self.practice, at=self._moment(number, 2 * CLAIMS), subject=f"claim:{claim}",
                patient_id=patients[number % PATIENTS], what="payer_277ca_reject" if number % 40 == 0 else "batch",
                words="In batch B1-000001", user_name="Ines Duarte",
            )  # fmt: skip


def _keys(model: type[models.Model]) -> list[int]:
    return list(model.objects.order_by("pk").values_list("pk", flat=True))


def _insert(rows: Iterable[models.Model]) -> int:
    """Write the rows some at a time; returns how many."""
    rows, count = iter(rows), 0
    while batch := list(islice(rows, BATCH)):
        type(batch[0])._base_manager.bulk_create(batch)
        count += len(batch)
    return count
