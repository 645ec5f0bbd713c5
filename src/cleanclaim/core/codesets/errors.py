"""What can go wrong with the code sets.

* CoreError
  + CodeSetMissing      a set, or its release for the asked day, is not loaded: say so, never guess
"""

from cleanclaim.core.errors import CoreError


class CodeSetMissing(CoreError):
    """A table that an answer needs is not loaded for the asked day."""
