"""Addresses of the screens that are made of several stages."""

from django.urls import path

from cleanclaim.interfaces.web import (
    claim,
    coding,
    denial,
    edit,
    matching,
    paper,
    patient,
    schedule,
    search,
    sending,
    team,
    today,
    work,
)

app_name = "web"

urlpatterns = [
    path("", today.today, name="today"),
    path("search/", search.search, name="search"),
    path("send/", sending.claims_send, name="send"),
    path("encounters/<int:encounter_id>/bill/", coding.bill, name="bill"),
    path("encounters/<int:encounter_id>/codes/", coding.recode, name="recode"),
    path("encounters/<int:encounter_id>/claim/", claim.encounter_claim, name="encounter_claim"),
    path("edits/<str:edit>/", edit.edit_page, name="edit"),
    path("claims/<int:claim_id>/", claim.claim_page, name="claim"),
    path("claims/<int:claim_id>/sent/", claim.claim_sent, name="claim_sent"),
    path("claims/<int:claim_id>/recheck/", claim.claim_recheck, name="claim_recheck"),
    path("remittances/paper/", paper.paper_eob, name="paper"),
    path("remittances/paper/scan/", paper.paper_scan, name="paper_scan"),
    path("remittances/pages/<int:scanned_page_id>/", paper.scanned_page, name="scanned_page"),
    path("remittances/<int:remittance_id>/is-new/", matching.is_new, name="is_new"),
    path("remittances/claims/<int:remittance_claim_id>/match/", matching.match, name="match"),
    path("remittances/claims/<int:remittance_claim_id>/unmatch/", matching.unmatch, name="unmatch"),
    path("claims/<int:claim_id>/lines/<int:charge_line_id>/settle/", claim.claim_line_settle, name="claim_line_settle"),
    path("denials/<int:denial_case_id>/accept-loss/", denial.accept_loss, name="accept_loss"),
    path("patients/<int:patient_id>/", patient.patient_page, name="patient"),
    path("worklist/<int:work_item_id>/done/", work.work_item_done, name="work_done"),
    path("schedule/", schedule.schedule, name="schedule"),
    path("team/agreements/<int:billing_agreement_id>/end/", team.agreement_end_now, name="agreement_end"),
    path("schedule/visits/<int:appointment_id>/check-in/", schedule.check_in, name="check_in"),
]
