"""What the worklist refuses.

* NotYourWork     the item is another role's, and the person oversees nobody
* ClosesByItself  its own act settles it; saying that it is done would not
* StillOpen       what opened it is still so: the money is where it was
"""

from cleanclaim.apps.practices.errors import NotAllowedNow


class NotYourWork(NotAllowedNow):
    """Another role does it."""


class ClosesByItself(NotAllowedNow):
    """Nothing to say: do what it asks for."""


class StillOpen(NotAllowedNow):
    """The condition persists."""
