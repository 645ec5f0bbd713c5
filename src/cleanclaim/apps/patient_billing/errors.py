"""What patient billing refuses."""

from cleanclaim.apps.practices.errors import Refusal


class NothingDue(Refusal):
    """There is nothing a patient could be asked for now."""
