"""What can go wrong in the core.

* CoreError                     root: catch this to catch everything the core raises
  + MalformedAmount             a text that is not an amount in whole cents
  + x12.errors.X12Error         everything about X12 (see there)
  + codesets.CodeSetMissing     a table that a rule needs is not loaded
"""


class CoreError(Exception):
    """Root of the core's errors."""


class MalformedAmount(CoreError, ValueError):
    """A text that is not an amount in whole cents."""
