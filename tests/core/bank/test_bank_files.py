"""The same money read from each kind of bank file; whatever is wrong is named with its line and field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders.bank import Came, a_bai2_file, a_csv_file, a_nacha_file

from cleanclaim.core.bank import MalformedBankFile, read_bank_file

WRITERS = {"NACHA": a_nacha_file, "BAI2": a_bai2_file, "CSV": a_csv_file}
came = st.builds(
    Came,
    amount=st.integers(1, 99_999_999_99),
    trace_number=st.text("ABCDEFGH0123456789-", min_size=1, max_size=20),
    originator=st.from_regex(r"1\d{9}", fullmatch=True),
)


@pytest.mark.parametrize("layout", WRITERS)
@given(money=st.lists(came, min_size=1, max_size=6))
def test_every_cent_and_trace_number_comes_through(layout, money):
    read = read_bank_file(WRITERS[layout](*money))
    assert read.layout == layout
    found = [(each.amount, each.trace_number, each.originator, each.received_on) for each in read.credits]
    assert found == [(each.amount, each.trace_number, each.originator, each.on) for each in money]


@pytest.mark.parametrize("layout", WRITERS)
@given(noise=st.text(max_size=60), place=st.floats(0, 1))
def test_a_damaged_file_is_read_or_refused_and_never_breaks_the_reader(layout, noise, place):
    text = WRITERS[layout](Came(12_50), Came(99)).decode()
    cut = int(len(text) * place)
    try:
        read = read_bank_file((text[:cut] + noise + text[cut:]).encode(errors="replace"))
    except MalformedBankFile:
        return
    assert all(type(each.amount) is int and each.amount >= 0 for each in read.credits)


@pytest.mark.parametrize(
    ("content", "line", "field"),
    [
        (a_nacha_file(Came(12_50)).replace(b"0000001250", b"00000012X0", 1), 3, "amount"),
        (a_nacha_file(Came(12_50)).replace(b"0000001250", b"0000001251", 1), 5, "total credit of the batch"),
        (a_nacha_file(Came(12_50))[:-200], 5, "record"),
        (a_bai2_file(Came(12_50)).replace(b"16,165,1250", b"16,165,12.5"), 4, "amount"),
        (a_bai2_file(Came(12_50)).replace(b"49,501250", b"49,501251"), 6, "account control total"),
        (a_bai2_file(Came(12_50)).replace(b"99,1,1,1/", b""), 7, "file trailer"),
        (a_csv_file(Came(12_50)).replace(b"12.50", b"12.505"), 2, "credit"),
        (a_csv_file(Came(12_50)).replace(b"03/20/2026", b"20.3.2026"), 2, "date"),
        (b"When,What\n1,2\n", 1, "heading"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(content, line, field):
    with pytest.raises(MalformedBankFile) as refused:
        read_bank_file(content, file="bank.txt")
    assert (refused.value.file, refused.value.line, refused.value.field) == ("bank.txt", line, field)


def test_money_that_went_out_is_counted_and_left_out():
    read = read_bank_file(b"Date,Description,Amount\n2026-03-20,RENT,-900.00\n2026-03-20,TRN*1*77*1910000033,12.34\n")
    assert (read.debits, [(each.amount, each.trace_number) for each in read.credits]) == (1, [(12_34, "77")])


def test_a_check_is_known_by_its_number():
    [credit] = read_bank_file(b"Date,Check Number,Deposit\n3/20/26,#40417,1234.00\n").credits
    assert (credit.kind, credit.trace_number, credit.amount) == ("check", "40417", 1_234_00)
