"""What the scheduling app refuses.

* NotAllowedNow
  + SlotTaken     the clinician's time is taken by another visit
"""

from cleanclaim.apps.practices.errors import NotAllowedNow


class SlotTaken(NotAllowedNow):
    """The clinician's time is taken by another visit."""

    field = "time"
