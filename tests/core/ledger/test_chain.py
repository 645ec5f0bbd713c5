"""The chain: the same content gives the same digest, any other gives another."""

from datetime import UTC, date, datetime, timedelta, timezone

from msgspec.structs import replace

from cleanclaim.core.ledger.chain import START, Content, Side, digest, linked

AT = datetime(2026, 9, 1, 12, 30, 0, 123456, tzinfo=UTC)
DAY = date(2026, 9, 1)
PAID = Content(
    "receipt:R000001", "patient_receipt", DAY, DAY, 7, "", "", "Copay", 3, "Dana West", AT,
    (Side("cash_drawer", "site:1", 0, 20_00, 0), Side("patient_credits", "patient:7", 0, 0, 20_00)),
)  # fmt: skip


def test_neither_the_order_of_sides_nor_the_time_zone_matters():
    elsewhere = AT.astimezone(timezone(timedelta(hours=-5)))
    assert digest(replace(PAID, sides=PAID.sides[::-1], at=elsewhere)) == digest(PAID)


def test_every_field_counts():
    changes = {
        "source_key": "receipt:R000002", "kind": "write_off", "posted_on": date(2026, 9, 2),
        "occurred_on": date(2026, 8, 31), "patient": 8, "reference": "E1", "reverses": "x", "reason": "Copay.",
        "user": 4, "user_name": "Dana", "at": AT + timedelta(microseconds=1), "sides": PAID.sides[:1],
    }  # fmt: skip
    assert len({digest(PAID), *(digest(replace(PAID, **{name: new})) for name, new in changes.items())}) == 13


def test_a_link_depends_on_all_before_it():
    assert linked(linked(START, "aa"), "bb") != linked(linked(START, "ab"), "bb")
    assert linked(START, "aa") != linked(START, "bb")
