"""Work items: whatever needs a person, with its reason, money, deadline and suggested next action."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cleanclaim.apps.practices.acting import PracticeRow

OPEN_STATES = ("new", "assigned", "in_progress", "waiting_external", "snoozed", "escalated")


class WorkItem(PracticeRow):
    """One thing somebody must do.  At most one open item a condition (`condition_key`)."""

    machine_name = "work_item"

    kind = models.CharField(max_length=40, help_text="claim_held, claim_rejected, denial, unapplied_cash …")
    condition_key = models.CharField(max_length=120)
    subject = models.CharField(max_length=60, help_text="What it is about: claim:41")
    patient_id = models.BigIntegerField(null=True, blank=True)
    title = models.CharField(max_length=120)
    reason = models.CharField(max_length=500)
    next_action = models.CharField(max_length=120, help_text="The button: verb and object")
    url = models.CharField(max_length=200, blank=True)
    amount = models.BigIntegerField(default=0, help_text="Cents at stake")
    deadline = models.DateField(null=True, blank=True)
    role = models.CharField(max_length=20, help_text="Whose work it is")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=20, default="new")
    opened_at = models.DateTimeField()
    snoozed_until = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    resolution = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "condition_key"], condition=Q(closed_at=None), name="one_open_item_a_condition"
            )
        ]
        indexes = [
            models.Index(
                fields=["practice", "role", "kind", "deadline", "amount", "snoozed_until", "owner"],
                condition=Q(closed_at=None),
                name="work_open",
            ),
            models.Index(fields=["practice", "subject"], name="work_subject"),
        ]
