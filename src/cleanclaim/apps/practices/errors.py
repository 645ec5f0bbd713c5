"""What the application refuses, and how it says so.

* Refusal                 expected: the act is not done, nothing is changed; the message says what, where and what to do
  + NotPermitted          the actor's roles do not grant it (the web answers 404, and records it)
  + AboveLimit            more money than the actor decides about alone
  + NotAllowedNow         the state of things forbids it (a signed note, a sent claim, a taken slot)
* NoActingPractice        a query or write of tenant rows with nobody acting: our bug, so not a Refusal
"""


class Refusal(Exception):
    """Root of expected refusals; `str()` is fit for the person at the screen."""


class NotPermitted(Refusal):
    """The actor may not do this."""


class AboveLimit(Refusal):
    """Another person has to decide."""


class NotAllowedNow(Refusal):
    """The state of things forbids it."""


class NoActingPractice(RuntimeError):
    """Tenant rows were touched with no acting practice."""
