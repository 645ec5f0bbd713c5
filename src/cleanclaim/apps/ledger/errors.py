"""What the ledger refuses.

* AlreadyPosted     the source was posted before: nothing is posted twice
* ActNotPossible    the core's rules refuse the act (more than is open, not the patient's …)
* NotClosable       a period cannot be closed yet, or is closed already
* NotApprovable     a request cannot be decided so, or by this person (separation of duties)
* NotRefundable     money that cannot go back: more than is held, or not approved
"""

from cleanclaim.apps.practices.errors import Refusal


class AlreadyPosted(Refusal):
    """The same source again."""


class ActNotPossible(Refusal):
    """The books do not allow it."""


class NotClosable(Refusal):
    """The period stays as it is."""


class NotApprovable(Refusal):
    """The request waits on."""


class NotRefundable(Refusal):
    """The money stays where it is."""
