"""One row of any model, in the acting practice: by its stage's builder where there is one, else field by field."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

from django.db import models
from tests.builders.claims import a_claim, a_payer_rule
from tests.builders.eligibility import a_check
from tests.builders.encounters import an_encounter
from tests.builders.patients import a_coverage, a_patient
from tests.builders.payments import a_billed_claim, a_self_pay_visit, denied, from_payer, received
from tests.builders.practices import an_actor
from tests.builders.scheduling import an_appointment
from tests.builders.worklist import a_work_item

from cleanclaim import clock
from cleanclaim.apps.claims.models import ClaimFinding
from cleanclaim.apps.denials.models import DenialCase
from cleanclaim.apps.denials.services import denials_open
from cleanclaim.apps.ledger.adjustments import balance_write_off
from cleanclaim.apps.ledger.choices import Method, Purpose
from cleanclaim.apps.ledger.models import ApprovalRequest, Receipt, Refund
from cleanclaim.apps.ledger.refunds import refund_request
from cleanclaim.apps.ledger.services import receipt_take
from cleanclaim.apps.patient_billing.services import statement_issue
from cleanclaim.apps.practices.acting import current_actor
from cleanclaim.apps.practices.choices import OrganizationKind
from cleanclaim.apps.practices.models import BillingAgreement, Organization
from cleanclaim.apps.remittances.models import Deposit, Remittance, ScannedPage
from cleanclaim.apps.remittances.services import scanned_page_keep

_numbers = count(1)


def _agreement() -> BillingAgreement:
    company = Organization.objects.create(name="Cascade Billing", kind=OrganizationKind.BILLING_COMPANY)
    first = clock.today() - timedelta(days=30)
    return BillingAgreement.objects.create(practice=current_actor().practice, company=company, effective_from=first)


def _finding() -> ClaimFinding:
    return ClaimFinding.objects.create(
        claim=a_claim(), edit="DX012", severity="error", where="diagnosis 1", path="diagnoses.0", box="21",
        message="diagnosis 1: not in force that day", fix="Choose the code in force",
    )  # fmt: skip


def _remittance() -> Remittance:
    claim = a_billed_claim()
    return received(from_payer(claim.payer, denied(claim)))[0]


def _deposit() -> Deposit:
    """Money in the bank whose payment is not here."""
    return Deposit.objects.create(trace_number=f"T{next(_numbers)}", amount=1_00, received_on=clock.today())


def _page() -> ScannedPage:
    return scanned_page_keep(name="page.png", content=b"\x89PNG", by=current_actor())


def _denial() -> DenialCase:
    denials_open(answers=_remittance().claims.exclude(claim=None), by=current_actor())
    return DenialCase.objects.latest("pk")


def _receipt() -> Receipt:
    patient = a_self_pay_visit()[0].patient
    return receipt_take(patient=patient, amount=20_00, method=Method.CASH, purpose=Purpose.BALANCE, by=current_actor())


def _request() -> ApprovalRequest:
    return balance_write_off(
        line=(line := a_self_pay_visit()[0]), party=line.patient.party, account="charity", amount=100_00,
        reason="No income", by=an_actor(current_actor().practice, "biller"),
    )  # fmt: skip


def _refund() -> Refund:
    patient, by = a_patient(), current_actor()
    receipt_take(patient=patient, amount=20_00, method=Method.CASH, purpose=Purpose.PREPAYMENT, by=by)
    return refund_request(party=patient.party, amount=20_00, reason="Moved away", by=by)


# Rows whose screens need more than filled fields: add a stage's builder here.
BUILDERS: dict[str, Callable[[], models.Model]] = {
    "patient": a_patient,
    "coverage": lambda: a_coverage(patient=a_patient(covered=False)),
    "appointment": an_appointment,
    "eligibilitycheck": lambda: a_check(coverage=a_patient().coverages.get()),
    "workitem": a_work_item,
    "encounter": an_encounter,
    "claim": a_claim,
    "claimfinding": _finding,
    "payerrule": a_payer_rule,
    "remittance": _remittance,
    "remittanceclaim": lambda: _remittance().claims.get(),
    "deposit": _deposit,
    "scannedpage": _page,
    "denialcase": _denial,
    "receipt": _receipt,
    "approvalrequest": _request,
    "refund": _refund,
    "statement": lambda: statement_issue(patient=a_self_pay_visit()[0].patient, by=current_actor()),
    "exchangefile": lambda: _remittance().file,
    "billingagreement": _agreement,
}


def a_row(model: type[models.Model]) -> models.Model:
    """A saved row of `model`."""
    builder = BUILDERS.get(model._meta.model_name)
    if builder is not None:
        return builder()
    manager = getattr(model, "objects", model._default_manager)
    if (known := manager.order_by("pk").first()) is not None:
        return known
    row = model(**{field.name: _value(field) for field in model._meta.concrete_fields if _is_needed(field)})
    row.save()
    return row


def _is_needed(field: models.Field) -> bool:
    return not (field.null or field.has_default() or field.primary_key or field.name == "practice")


def _value(field: models.Field) -> object:
    """Something the column takes."""
    if isinstance(field, models.ForeignKey):
        return current_actor().practice if field.related_model is Organization else a_row(field.related_model)
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.DateTimeField):
        return clock.now()
    if isinstance(field, models.DateField):
        return clock.today()
    if isinstance(field, (models.CharField, models.TextField)):
        return "" if field.blank else f"{next(_numbers)}"[: field.max_length]
    if isinstance(field, models.BinaryField):
        return b""
    return next(_numbers)
