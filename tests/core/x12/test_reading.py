"""Reading interchanges as they come: delimiters, line ends, encodings, several in one file, and broken envelopes."""

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.claim_values import ENVELOPE, RECEIVER, SUBMITTER, a_claim

from cleanclaim.core.claim.write import write_837p_interchange
from cleanclaim.core.x12 import blocks, read_interchanges, read_transactions
from cleanclaim.core.x12.envelope import Closed
from cleanclaim.core.x12.errors import MalformedInterchange, X12Error
from cleanclaim.core.x12.stream import read_stream

CLAIM_FILE = write_837p_interchange([a_claim()], ENVELOPE, submitter=SUBMITTER, receiver=RECEIVER, reference="B1")
OTHER_DELIMITERS = bytes.maketrans(b"*:^~", b"|>!\n")


def texts(content: bytes) -> list[tuple[str, ...]]:
    return [segment.elements for transaction in read_transactions(content) for segment in transaction.segments]


def problems(content: bytes) -> list[str]:
    return [p.element for transaction in read_transactions(content) for p in transaction.problems]


@pytest.mark.parametrize(
    "content",
    [
        CLAIM_FILE.replace(b"~", b"~\n"),
        CLAIM_FILE.replace(b"~", b"~\r\n"),
        CLAIM_FILE.replace(b"~", b"~  \r\n"),
        b"\xef\xbb\xbf" + CLAIM_FILE,
        b"\r\n  " + CLAIM_FILE + b"\r\n\x1a",
    ],
    ids=["LF", "CRLF", "trailing blanks", "byte order mark", "blanks around"],
)
def test_line_ends_and_blanks_around_segments_say_nothing(content):
    assert texts(content) == texts(CLAIM_FILE)


def test_an_opener_without_elements_hides_no_other():
    content = CLAIM_FILE.replace(b"~SE*", b"~LX~PLB~SE*")
    assert problems(content) == ["SE01"]
    assert [elements[0] for elements in texts(content)][-3:] == ["LX", "PLB", "SE"]


def test_delimiters_are_those_of_isa():
    (transaction,) = read_transactions(CLAIM_FILE.translate(OTHER_DELIMITERS))
    assert transaction.interchange.delimiters.component == ">"
    assert transaction.problems == ()
    assert [s.id for s in transaction.segments][:3] == ["ST", "BHT", "NM1"]


def test_a_repetition_separator_that_is_the_component_one_repeats_nothing():
    (transaction,) = read_transactions(CLAIM_FILE.translate(bytes.maketrans(b"^", b":")))
    assert transaction.interchange.delimiters.repetition == ""
    assert transaction.problems == ()


def test_interchanges_with_other_delimiters_follow_each_other():
    both = list(read_interchanges(CLAIM_FILE + b"\n" + CLAIM_FILE.translate(OTHER_DELIMITERS) + CLAIM_FILE))
    assert [len(interchange.transactions) for interchange in both] == [1, 1, 1]
    assert [interchange.problems for interchange in both] == [(), (), ()]


@given(st.integers(1, 700))
@settings(max_examples=40, deadline=None)
def test_where_a_chunk_ends_makes_no_difference(size):
    whole = CLAIM_FILE + CLAIM_FILE.translate(OTHER_DELIMITERS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "CHUNK", size)
        read = [t.segments for t in read_transactions(BytesIO(whole))]
    assert read == [t.segments for t in read_transactions(whole)]


def test_a_name_in_latin_1_among_utf_8_is_read():
    content = CLAIM_FILE.replace(b"RIVERA", "MUÑOZ".encode("latin-1")).replace(b"SPRINGFIELD", "PEÑASCO".encode())
    names = [e for elements in texts(content) for e in elements]
    assert "MUÑOZ" in names
    assert "PEÑASCO" in names


@pytest.mark.parametrize(
    ("before", "after", "element"),
    [
        (b"SE*", b"SE*9", "SE01"),
        (b"*0001~GE", b"*0002~GE", "SE02"),
        (b"GE*1*17", b"GE*2*17", "GE01"),
        (b"GE*1*17", b"GE*1*18", "GE02"),
        (b"IEA*1*", b"IEA*2*", "IEA01"),
        (b"IEA*1*000000017", b"IEA*1*000000018", "IEA02"),
        (b"IEA*1*000000017~", b"", "IEA"),
        (b"GE*1*17~", b"", "GE"),
    ],
)
def test_a_trailer_that_disagrees_is_a_problem_of_its_transaction(before, after, element):
    assert problems(CLAIM_FILE.replace(before, after)) == [element]


def test_a_file_cut_off_says_so():
    assert problems(CLAIM_FILE[: CLAIM_FILE.index(b"~SE*") + 1]) == ["SE", "GE", "IEA"]


@pytest.mark.parametrize("content", [b"", b"  \n", b"hello", b"ISA", CLAIM_FILE[:90], b"\xff\xfeI\x00S\x00A\x00"])
def test_what_is_no_interchange_is_refused(content):
    with pytest.raises(MalformedInterchange):
        list(read_transactions(content))


def test_a_transaction_outside_its_group_is_refused_with_file_and_place():
    content = CLAIM_FILE[: CLAIM_FILE.index(b"GS*")] + CLAIM_FILE[CLAIM_FILE.index(b"ST*") :]
    with pytest.raises(MalformedInterchange, match=r"claims\.x12, segment 2, ST: ST stands outside GS"):
        list(read_transactions(content, file="claims.x12"))


def test_a_segment_without_end_is_given_up(monkeypatch):
    monkeypatch.setattr(blocks, "LONGEST_SEGMENT", 10_000)
    monkeypatch.setattr(blocks, "LONGEST_PART", 10_000)
    monkeypatch.setattr(blocks, "CHUNK", 4_000)
    with pytest.raises(MalformedInterchange, match="does not end"):
        list(read_transactions(CLAIM_FILE + b"REF*" + b"X" * 50_000))


def test_an_interchange_inside_another_is_told_at_its_isa():
    cut = CLAIM_FILE.index(b"CLM*")
    told = [event for event in read_stream(CLAIM_FILE[:cut] + CLAIM_FILE) if isinstance(event, Closed | X12Error)]
    cut_off, *missing = told[:3]
    errors = [*cut_off.problems, *missing]
    assert [error.element for error in errors] == ["SE", "GE", "IEA"]
    assert {(error.segment, error.offset) for error in errors} == {(CLAIM_FILE[:cut].count(b"~"), cut)}


@given(st.integers(0, len(CLAIM_FILE)), st.binary(max_size=3))
@settings(max_examples=200, deadline=None)
def test_damage_anywhere_is_read_or_refused_never_a_crash(place, noise):
    with suppress(X12Error):
        list(read_transactions(CLAIM_FILE[:place] + noise + CLAIM_FILE[place + 2 :]))


@given(st.integers(1, 700), st.sampled_from([b"~", b"~\n", b"~ \r\n"]))
@settings(max_examples=40)
def test_an_offset_is_where_the_segment_stands_in_the_file(size, end):
    content = b"\xef\xbb\xbf\n" + (CLAIM_FILE + CLAIM_FILE.translate(OTHER_DELIMITERS)).replace(b"~", end)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "CHUNK", size)
        transactions = list(read_transactions(BytesIO(content)))
    for transaction in transactions:
        separator = transaction.interchange.delimiters.element
        for segment in transaction.segments:
            assert content[transaction.offset(segment) :].startswith(separator.join(segment.elements).encode())
