"""What the posting desk refuses."""

from cleanclaim.apps.practices.errors import Refusal


class NotHeld(Refusal):
    """Only what is held can be matched or released."""
