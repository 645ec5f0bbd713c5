"""What cannot be taken from an acknowledgment."""

from cleanclaim.apps.practices.errors import Refusal


class NotAnAcknowledgment(Refusal):
    """The file holds no TA1, 999 or 277CA that can be read."""
