"""What the posting desk refuses.

* NotHeld           the answer is posted already
* NotPostable       the answer does not fit the claim that was chosen
* NoPayment         there is no payment to settle, or it is settled already
* NothingToDispute  a payer has allowed all that was agreed
* NotDecidable      a dispute is decided already, or day, amount or reason do not fit the outcome
* NotReadable       a bank's file that cannot be read whole
"""

from cleanclaim.apps.practices.errors import Refusal


class NotHeld(Refusal):
    """Only what is held can be matched or released."""


class NotPostable(Refusal):
    """Posting it there would only hold it again."""


class NoPayment(Refusal):
    """Nothing of it is in the books, or its deposit is recorded."""


class NotReadable(Refusal):
    """Says line, field and what was expected."""

    field = "file"


class NothingToDispute(Refusal):
    """There is nothing to put into the letter."""


class NotDecidable(Refusal):
    """The dispute stays as it is; `field` is the one of the form that does not fit."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field
