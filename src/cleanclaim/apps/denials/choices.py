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
