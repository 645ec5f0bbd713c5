"""What the patients app refuses.

* NotAllowedNow
  + CoverageRankTaken   another plan has that place in the order on some of the same days
"""

from cleanclaim.apps.practices.errors import NotAllowedNow


class CoverageRankTaken(NotAllowedNow):
    """Another plan has that place in the order on some of the same days."""

    field = "rank"
