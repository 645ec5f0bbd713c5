"""What the eligibility app refuses.

* NotAllowedNow
  + NothingToAsk   the patient has no plan in force on the day
"""

from cleanclaim.apps.practices.errors import NotAllowedNow


class NothingToAsk(NotAllowedNow):
    """The patient has no plan in force on the day."""
