"""Acts on payers' answers: taken in and posted, matched by a person, released, brought together with the bank."""

from cleanclaim.apps.remittances.choices import POSTED_STATES
from cleanclaim.apps.remittances.services.asking import decision_asked
from cleanclaim.apps.remittances.services.bank_files import bank_file_import
from cleanclaim.apps.remittances.services.deposits import deposit_match, deposit_record
from cleanclaim.apps.remittances.services.disputes import (
    Decision,
    dispute_decide,
    disputes_match,
    payments_since,
)
from cleanclaim.apps.remittances.services.duplicates import (
    new_approved,
    remittance_duplicate_confirm,
    remittance_new_confirm,
)
from cleanclaim.apps.remittances.services.matching import (
    remittance_claim_match,
    remittance_claim_unmatch,
    unmatch_approved,
)
from cleanclaim.apps.remittances.services.paper import Check, paper_eob_post, scanned_page_keep
from cleanclaim.apps.remittances.services.receiving import remittance_receive
from cleanclaim.apps.remittances.services.suspending import (
    release_approved,
    remittance_release,
    remittance_release_undo,
    take_out_approved,
)
from cleanclaim.apps.remittances.services.underpayments import dispute_open

__all__ = [
    "POSTED_STATES",
    "Check",
    "Decision",
    "bank_file_import",
    "decision_asked",
    "deposit_match",
    "deposit_record",
    "dispute_decide",
    "dispute_open",
    "disputes_match",
    "new_approved",
    "paper_eob_post",
    "payments_since",
    "release_approved",
    "remittance_claim_match",
    "remittance_claim_unmatch",
    "remittance_duplicate_confirm",
    "remittance_new_confirm",
    "remittance_receive",
    "remittance_release",
    "remittance_release_undo",
    "scanned_page_keep",
    "take_out_approved",
    "unmatch_approved",
]
