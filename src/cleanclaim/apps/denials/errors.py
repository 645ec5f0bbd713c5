"""What the denials app refuses."""

from cleanclaim.apps.practices.errors import Refusal


class AboveLimit(Refusal):
    """More than this person decides alone."""
