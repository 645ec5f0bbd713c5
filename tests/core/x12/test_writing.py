"""Writing interchanges: what is computed, what is left out and what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders.claim_values import ENVELOPE, texts

from cleanclaim.core.x12 import Delimiters, read_transactions, write_interchange
from cleanclaim.core.x12.errors import UnwritableValue

ROWS = st.lists(st.tuples(st.just("REF"), st.just("") | texts(5), texts(5)), max_size=5)


def written(*rows, envelope=ENVELOPE) -> bytes:
    return write_interchange(envelope, "HC", "005010X222A1", [("837", rows)])


def test_counts_and_control_numbers_are_computed():
    content = write_interchange(ENVELOPE, "HC", "005010X222A1", [("837", [("BHT", "0019")]), ("837", [])])
    assert b"ST*837*0001*005010X222A1~BHT*0019~SE*3*0001~ST*837*0002*" in content
    assert content.endswith(b"SE*2*0002~GE*2*17~IEA*1*000000017~")


def test_isa_has_its_fixed_width():
    assert written().index(b"~") == 105


def test_empty_elements_and_components_at_the_end_are_left_out():
    assert b"~REF*G1~SV1*HC:99213~SE" in written(("REF", "G1", "", ""), ("SV1", ("HC", "99213", "", ""), ""))


def test_repetitions_are_a_list():
    assert b"~EQ*30^98~" in written(("EQ", ["30", "98"]))


def test_an_835_has_no_st03():
    assert b"ST*835*0001~" in write_interchange(ENVELOPE, "HP", "005010X221A1", [("835", [])])


@pytest.mark.parametrize("value", ["A*B", "A:B", "A^B", "A~B", "MUÑOZ", "A\nB", "`"])
def test_what_the_interchange_cannot_carry_is_refused(value):
    with pytest.raises(UnwritableValue) as refusal:
        written(("NM1", "IL", "1", value))
    assert (refusal.value.segment, refusal.value.element, refusal.value.value) == (4, "NM103", value)


def test_another_delimiter_frees_the_usual_one():
    piped = replace(ENVELOPE, delimiters=Delimiters("|", ">", "!", "\n"))
    (transaction,) = read_transactions(written(("NTE", "ADD", "A*B:C"), envelope=piped))
    assert transaction.segments[1].elements == ("NTE", "ADD", "A*B:C")


@pytest.mark.parametrize("change", [{"sender": "X" * 16}, {"sender": ""}, {"control_number": 0}])
def test_an_envelope_that_does_not_fit_is_refused(change):
    with pytest.raises(UnwritableValue):
        written(envelope=replace(ENVELOPE, **change))


@given(ROWS)
@settings(deadline=None)
def test_segments_are_read_back_as_written(rows):
    (transaction,) = read_transactions(written(*rows))
    assert [segment.elements for segment in transaction.segments[1:-1]] == rows
    assert transaction.problems == ()
