"""Choices of the patient billing app."""

# Less than this is not worth a letter, in cents.
MINIMUM = 5_00
# Days between two statements, and to pay one.
INTERVAL_DAYS = 28
DAYS_TO_PAY = 21
# The event that makes the next statement of a patient, by the state of the one before.
FOLLOWS = {"sent_1": "days_28", "sent_2": "days_28", "sent_3": "days_28"}
# States in which a statement still asks for money.
ASKING = ("due", "sent_1", "sent_2", "sent_3", "final_notice")
# How each state looks: tone, icon, words.
STANDING = {
    "due": ("is-wait", "clock", "Due"),
    "sent_1": ("is-info", "mail", "First sent"),
    "sent_2": ("is-info", "mail", "Second sent"),
    "sent_3": ("is-warn", "mail", "Third sent"),
    "final_notice": ("is-bad", "mail", "Final notice"),
    "pre_collect": ("is-bad", "flag", "Before collection"),
    "on_plan": ("is-info", "calendar", "On a plan"),
    "on_hold": ("is-warn", "player-pause", "On hold"),
    "placed": ("is-bad", "flag", "With an agency"),
    "paid": ("is-ok", "check", "Paid"),
    "written_off": ("is-wait", "circle-x", "Written off"),
}
