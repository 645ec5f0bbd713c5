"""Pay days: each payer pays once a week."""

from datetime import date, timedelta

from cleanclaim.core.simulator.book import SimPayer


def next_pay_day(payer: SimPayer, on: date) -> date:
    """The payer's first pay day on or after `on`."""
    return on + timedelta(days=(payer.pay_weekday - on.weekday()) % 7)
