"""What the ledger refuses.

* AlreadyPosted     the source was posted before: nothing is posted twice
* ActNotPossible    the core's rules refuse the act (more than is open, not the patient's …)
"""

from cleanclaim.apps.practices.errors import Refusal


class AlreadyPosted(Refusal):
    """The same source again."""


class ActNotPossible(Refusal):
    """The books do not allow it."""
