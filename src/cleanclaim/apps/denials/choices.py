"""Choices of the denials app."""

# Kinds of work of the core's ledger that stand for a denied line.
DENIALS = ("denial", "bundling_review")

# States in which somebody still has to do something.
OPEN = (
    "open",
    "triaged",
    "waiting_records",
    "corrected_resubmitted",
    "appeal_in_progress",
    "waiting_payer",
    "partially_overturned",
    "upheld",
)

# The work items of a denied claim.
DENIED = "denial"

# The button for each action of the playbook.
ACTION_WORDS = {
    "correct_and_resubmit": "Correct and resend",
    "new_claim": "Send a new claim",
    "appeal": "Review and appeal",
    "send_records": "Send records",
    "bill_secondary": "Bill the next payer",
    "bill_patient": "Review patient share",
    "call_payer": "Call the payer",
    "write_off": "Review write-off",
    "none": "Review",
    "no_resend": "Review",
    "review": "Review the answer",
}
