"""Another person agrees to what was asked for: it is carried out, and all that follows from it in later stages."""

from django.db import transaction

from cleanclaim.apps.denials.services import denials_written_off
from cleanclaim.apps.ledger.choices import Act
from cleanclaim.apps.ledger.credit_work import credits_review
from cleanclaim.apps.ledger.decisions import OWN_ACTS, approval_agree
from cleanclaim.apps.ledger.models import ApprovalRequest
from cleanclaim.apps.practices.acting import Actor, system_actor
from cleanclaim.apps.remittances.services import release_approved, take_out_approved
from cleanclaim.interfaces.jobs.adjudicated import answer_unmatch_approved, payment_new_approved
from cleanclaim.interfaces.jobs.settling import claims_of_line_check

ACTS = {
    **OWN_ACTS,
    Act.RELEASE: release_approved,
    Act.TAKE_OUT: take_out_approved,
    Act.NEW: payment_new_approved,
    Act.UNMATCH: answer_unmatch_approved,
}


@transaction.atomic
def approval_give(*, request: ApprovalRequest, by: Actor) -> ApprovalRequest:
    """Agree to a request; where that carries it out, close what it settles.  Raises what `approval_agree` raises."""
    request, system = approval_agree(request=request, by=by, acts=ACTS), system_actor(by.practice)
    if request.state == "approved" and request.line:
        if request.act == Act.WRITE_OFF:
            denials_written_off(line=request.line, why=request.reason, by=system)
        claims_of_line_check(request.line_id, system)
    elif request.state == "approved" and request.patient_id:
        credits_review(patients=[request.patient_id], by=system)
    return request
