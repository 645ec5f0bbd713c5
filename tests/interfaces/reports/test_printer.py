"""Documents are printed the same way every time."""

from datetime import date

from cleanclaim.interfaces.reports.printer import pdf

ON = date(2026, 10, 20)
SENDER = {"name": "Larkfield Family Medicine", "address": ["14 Main Street"], "phone": "518 555 0100"}
VALUES = {
    "practice": SENDER,
    "patient": {"name": "June Whitaker", "mrn": "T1", "addressee": "June Whitaker", "address": ["18 Orchard Row"]},
    "number": "R000001", "received_on": "October 20, 2026", "amount": "$80.00", "method": "Card",
    "taken_by": "Ines Duarte", "left": "$0.00", "credit": "", "lines": [],
}  # fmt: skip


def test_the_same_values_give_the_same_bytes():
    first, second = pdf("receipt", VALUES, on=ON), pdf("receipt", VALUES, on=ON)
    assert first == second
    assert first.startswith(b"%PDF")


def test_text_with_marks_of_the_typesetter_is_printed_as_it_is():
    odd = {**VALUES, "taken_by": "#panic() $x$ *O'Neil*"}
    assert pdf("receipt", odd, on=ON).startswith(b"%PDF")
