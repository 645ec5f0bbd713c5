"""Payers that answer as payers do: acknowledgments, benefits and payments, with their quirks, repeatable by seed.

The simulator sees X12 only.  It knows nothing of the application that sends the claims, and its reasons to reject or
deny are its own.

    state = opened(demo_book(), seed=7)
    state, files = receive(state, interchange_837, on=now)    TA1, 999, 277CA
    state, files = pay(state, on=today)                       835
    interchange_271 = answer(state, interchange_270, on=now)
"""

from cleanclaim.core.simulator.book import PayerBook, Plan, SimPayer, demo_book, quirks
from cleanclaim.core.simulator.eligibility import answer
from cleanclaim.core.simulator.members import Member, Standing, member
from cleanclaim.core.simulator.payment import pay
from cleanclaim.core.simulator.reception import receive
from cleanclaim.core.simulator.state import State, opened

__all__ = [
    "Member",
    "PayerBook",
    "Plan",
    "SimPayer",
    "Standing",
    "State",
    "answer",
    "demo_book",
    "member",
    "opened",
    "pay",
    "quirks",
    "receive",
]
