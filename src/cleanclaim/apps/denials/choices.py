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


# Where it went wrong: what triage records.
ROOT_CAUSES = (
    "Registration or coverage",
    "Eligibility not checked",
    "Authorization or referral",
    "Coding",
    "Note does not support it",
    "Sent too late",
    "Sent twice",
    "Other payer first",
    "Payer's mistake",
)
# How each state looks: tone, icon, words.
STANDING = {
    "open": ("is-bad", "circle-x", "Open"),
    "triaged": ("is-warn", "flag", "Cause known"),
    "waiting_records": ("is-wait", "clock", "Waiting for records"),
    "corrected_resubmitted": ("is-info", "send", "Corrected and resent"),
    "appeal_in_progress": ("is-info", "scale", "Appeal in work"),
    "waiting_payer": ("is-wait", "clock", "With the payer"),
    "overturned": ("is-ok", "check", "Won"),
    "partially_overturned": ("is-warn", "scale", "Won in part"),
    "upheld": ("is-bad", "circle-x", "Upheld"),
    "accepted_loss": ("is-wait", "circle-x", "Loss accepted"),
    "transferred_patient": ("is-wait", "user", "The patient's"),
    "closed": ("is-wait", "check", "Closed"),
}
# States in which the claim may be corrected, and the loss accepted.
TO_CORRECT = ("open", "triaged")
TO_GIVE_UP = ("open", "triaged", "upheld", "partially_overturned")
