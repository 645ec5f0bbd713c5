"""How old a receivable is: from the day of service, which nothing moves (G4)."""

from collections.abc import Iterable
from datetime import date

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.state import LineState

BUCKETS = ("0–30", "31–60", "61–90", "91–120", "over 120")
_LAST_DAYS = (30, 60, 90, 120)


def bucket(service_on: date, as_of: date) -> str:
    """ "31–60": the bucket of a line on a day.  A day of service still to come is 0 days old."""
    age = max((as_of - service_on).days, 0)
    return next((name for name, last in zip(BUCKETS, _LAST_DAYS, strict=False) if age <= last), BUCKETS[-1])


def aging(lines: Iterable[LineState], as_of: date) -> dict[str, dict[str, int]]:
    """Open cents by party and bucket, parties with nothing open left out; all buckets of a party are there.

    The sum over everything is the sum of the receivables (G1).  A line without a day of service counts as oldest.
    """
    table: dict[str, dict[str, int]] = {}
    for line in lines:
        name = bucket(line.service_on, as_of) if line.service_on else BUCKETS[-1]
        for account in chart.RECEIVABLES:
            for party, amount in line.parties(account).items():
                table.setdefault(party, dict.fromkeys(BUCKETS, 0))[name] += amount
    return table
