"""What the practice knows besides a claim, for its edits: gathered for many claims in a handful of statements.

What there is no record of stays None, so that an edit which needs it says that it did not check.
"""

from cleanclaim.apps.claims.known.gather import known_of

__all__ = ["known_of"]
