"""What the ledger refuses.

* LedgerError                a CoreError
  + UnsoundTransaction       breaks the chart or does not balance: our bug, never posted (A1, A2, A3, A9)
  + ActRefused               a person asked for what the rules of money forbid (CO to the patient, one payer's credit
                             for another, more than is open)
"""

from cleanclaim.core.errors import CoreError


class LedgerError(CoreError):
    """Root of what the ledger raises."""


class UnsoundTransaction(LedgerError, AssertionError):
    """A transaction that may not exist; says which rule it breaks and where."""


class ActRefused(LedgerError):
    """What was asked for is forbidden; the message says why and what to do instead."""
