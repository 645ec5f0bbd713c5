"""What the claims app refuses.

* NotAllowedNow
  + NotBillable            the encounter has no posted charges, or nobody to send a claim to
  + ClaimSent              a sent claim is a snapshot: correct, replace or void it instead
  + ReplacementNotTaken    the payer takes no frequency 7 or 8, or never gave its number
  + FixNotPossible         the value does not fit its place on the claim, or a coder must change it
  + OverrideNotPossible    an error cannot be overridden, only fixed
  + RuleNotUsable          a payer rule that cannot be read, whose examples fail, or whose days do not fit
"""

from cleanclaim.apps.practices.errors import NotAllowedNow


class NotBillable(NotAllowedNow):
    """There is nothing to make a claim of, or nobody to send it to."""


class ClaimSent(NotAllowedNow):
    """The claim was sent and is never edited."""


class ReplacementNotTaken(NotAllowedNow):
    """The payer takes no replacement or void of this claim."""


class FixNotPossible(NotAllowedNow):
    """The value does not fit its place."""


class OverrideNotPossible(NotAllowedNow):
    """Only warnings are overridden."""


class RuleNotUsable(NotAllowedNow):
    """The rule is not taken; `key` names what of it is wrong, empty for the whole."""

    def __init__(self, message: str, key: str = "") -> None:
        self.key = key
        super().__init__(message)
