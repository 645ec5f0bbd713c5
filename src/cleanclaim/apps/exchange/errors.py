"""What the exchange refuses."""

from cleanclaim.apps.practices.errors import Refusal


class NothingToSend(Refusal):
    """No claim is ready."""
