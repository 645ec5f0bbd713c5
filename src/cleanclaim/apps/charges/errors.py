"""What the charges app refuses.

* NotAllowedNow
  + FeeMissing      a service has no fee on its day: nothing of the encounter is posted
  + NotSigned       charges come after the signature
"""

from cleanclaim.apps.practices.errors import NotAllowedNow


class FeeMissing(NotAllowedNow):
    """A service has no fee on its day."""


class NotSigned(NotAllowedNow):
    """Charges come after the signature."""
