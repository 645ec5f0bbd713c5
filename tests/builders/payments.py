"""Billed visits, and payers' answers to them as 835 text, taken in like any file of a partner."""

from collections.abc import Iterable, Mapping
from itertools import count

from msgspec.structs import replace
from tests.builders.encounters import a_signed_encounter
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import the_payer
from tests.builders.remittances import a_remittance, an_envelope

from cleanclaim.apps.charges.services import charges_post
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.claims.services import claim_build
from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.exchange.services import file_receive
from cleanclaim.apps.ledger.models import ChargeLine
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import current_actor
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.remittances.models import Remittance
from cleanclaim.apps.remittances.services import remittance_receive
from cleanclaim.core.claim.value import Adjustment, Person
from cleanclaim.core.remittance import ClaimPayment, ServicePayment, write_835_interchange
from cleanclaim.core.remittance import Payer as Sender
from cleanclaim.core.remittance import Remittance as Answer

_numbers = count(1)


def a_billed_claim(*, state: str = "payer_accepted", **given: object) -> Claim:
    """A visit whose charges stand in the journal and whose claim the payer has; keywords are the encounter's.

    By default $240.00 for 99214 and $45.00 for 80053, of which the plan's contract allows 70 percent.
    """
    encounter = a_signed_encounter(**given)
    charges_post(encounter=encounter, by=current_actor())
    claim = claim_build(encounter=encounter, by=current_actor())
    claim.state = state
    claim.save()
    return claim


def a_self_pay_visit(**given: object) -> list[ChargeLine]:
    """The posted lines of a visit that the patient owes alone."""
    patient = given.pop("patient", None) or a_patient(covered=False)
    encounter = a_signed_encounter(patient=patient, **given)
    charges_post(encounter=encounter, by=current_actor())
    return lines_of(patient)


def a_patient_with_two_plans() -> Patient:
    """A commercial plan first, Medicaid after it."""
    patient = a_patient()
    a_coverage(patient=patient, payer=the_payer("medicaid"), rank=2, group_number="", plan_name="")
    return patient


def lines_of(patient: Patient) -> list[ChargeLine]:
    """The patient's charge lines in the order they were posted."""
    return list(ChargeLine.objects.filter(patient=patient).order_by("pk"))


def an_answer(claim: Claim, *lines: Mapping[str, int], **more: object) -> ClaimPayment:
    """What the payer says of each line in order: {"paid": 14300, "PR-3": 2500}; what is left is CO-45."""
    billed = claim.lines.select_related("line")
    services = tuple(_service(row, said) for row, said in zip(billed, lines, strict=True))
    shares = sum(a.amount for line in services for a in line.adjustments if a.group == "PR")
    given = {
        "patient_control_number": claim.control_number, "status": "1", "charge": sum(s.charge for s in services),
        "paid": sum(service.paid for service in services), "patient_responsibility": shares, "filing_code": "12",
        "payer_claim_control_number": f"ICN{claim.pk}", "lines": services,
        "patient": Person(claim.patient.last_name, claim.patient.first_name, member_id=claim.coverage.member_id),
    }  # fmt: skip
    return ClaimPayment(**{**given, **more})


def paid_in_full(claim: Claim, **more: object) -> ClaimPayment:
    """Everything the contract allows, nothing left to the patient."""
    return an_answer(claim, *({"paid": row.line.charge * 70 // 100} for row in claim.lines.select_related("line")),
                     **more)  # fmt: skip


def denied(claim: Claim, carc: str = "CO-197", **more: object) -> ClaimPayment:
    """Every line adjudicated and not paid."""
    lines = [{"paid": 0, carc: row.line.charge} for row in claim.lines.select_related("line")]
    return an_answer(claim, *lines, **{"status": "4", **more})


def reversed_answer(answer: ClaimPayment) -> ClaimPayment:
    """The same answer with every sign turned, as a payer takes it back (CLP02 22)."""
    lines = tuple(
        replace(line, charge=-line.charge, paid=-line.paid, adjustments=tuple(_negated(line.adjustments)))
        for line in answer.lines
    )
    whole = tuple(_negated(answer.adjustments))
    return replace(answer, status="22", charge=-answer.charge, paid=-answer.paid, lines=lines, adjustments=whole)


def from_payer(payer: Payer, *answers: ClaimPayment, **more: object) -> Answer:
    """An 835 of one of our payers."""
    numbered = tuple(replace(answer, index=index) for index, answer in enumerate(answers, start=1))
    given = {"payer": Sender(name=payer.name.upper(), payer_id=payer.payer_id), "trace_number": f"EFT{next(_numbers)}"}
    return a_remittance(*numbered, **{**given, **more}) if numbered else _without_claims({**given, **more})


def file_of(*remittances: Answer, name: str = "") -> ExchangeFile:
    """The 835s in one new envelope, stored as they came."""
    number = next(_numbers)
    content = write_835_interchange(remittances, an_envelope(number))
    name = name or f"835-{number}.x12"
    return file_receive(name=name, content=content, partner=None, by=current_actor()).file


def received(*remittances: Answer) -> list[Remittance]:
    """Received and posted; returns every remittance of the file, held ones too."""
    file = file_of(*remittances)
    remittance_receive(file=file, by=current_actor())
    return list(Remittance.objects.filter(file=file).order_by("position"))


def _service(row: object, said: Mapping[str, int]) -> ServicePayment:
    line, paid = row.line, said["paid"]
    adjustments = [Adjustment(*carc.split("-"), amount) for carc, amount in said.items() if carc != "paid"]
    rest = line.charge - paid - sum(each.amount for each in adjustments)
    if rest:
        adjustments.insert(0, Adjustment("CO", "45", rest))
    return ServicePayment(
        line.charge, paid, line.procedure, modifiers=tuple(filter(None, line.modifiers.split(","))),
        units=f"{line.units.normalize():f}", service_from=line.service_on, line_control_number=row.control_number,
        adjustments=tuple(adjustments),
    )  # fmt: skip


def _negated(adjustments: Iterable[Adjustment]) -> Iterable[Adjustment]:
    return (replace(each, amount=-each.amount) for each in adjustments)


def _without_claims(given: dict) -> Answer:
    amount = -sum(one.amount for one in given.get("provider_adjustments", ()))
    return replace(a_remittance(**given), claims=(), amount=amount)
