"""Whatever happens to a file: values and errors with their place, and no value that says what was not sent."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.any_remittance import remittances
from tests.builders.remittances import a_remittance, an_envelope
from tests.core.remittance.sent import sent_rows, written_rows

from cleanclaim.core.remittance import Remittance, read_835, read_remittances, stream_835, write_835_interchange
from cleanclaim.core.remittance.write import write_835
from cleanclaim.core.x12 import read_transactions
from cleanclaim.core.x12.errors import X12Error

JUNK = ["", "ZZZ*1", "SVC", "CLP", "CAS*CO", "NM1*QC", "DTM*472*20261340", "REF*6R", "SVC*HC:1:2:3:4:5:6:7:8*1*1", "LX"]
JUNK += [
    "CAS*PR*1*1e3",
    "AMT*AU*1*2",
    "PLB",
    "PLB*1*20261231*WO*5",
    "MOA",
    "MIA*1",
    "N1*PR",
    "BPR*I",
    "TRN",
    "\x00",
    "é*1",
]


@given(remittances(), st.data())
@settings(max_examples=150)
def test_a_mutated_file_is_read_or_refused_but_never_misread(remittance, data):
    segments = write_835_interchange([remittance], an_envelope()).decode().split("~")
    for _ in range(data.draw(st.integers(1, 3))):
        mutate(segments, data)
    _nothing_is_lost("~".join(segments).encode())


def test_a_file_that_ends_at_any_byte_is_read_or_refused():
    content = write_835_interchange([a_remittance()], an_envelope())
    for end in range(len(content)):
        for event in stream_835(content[:end]):
            assert not isinstance(event, X12Error) or str(event)
        assert (
            not any(isinstance(one, Remittance) for one in read_remittances(content[:end])) or end > len(content) - 40
        )


@pytest.mark.corpus
def test_what_others_sent_is_written_as_they_sent_it(corpus):
    """But for what the guide demands and they left out: NM1*QC and N1*PE."""
    same = 0
    for path in sorted((corpus / "835").iterdir()):
        same += sum(_is_kept(transaction) for transaction in _transactions(path))
    assert same >= 50


def mutate(segments: list[str], data) -> None:
    at = data.draw(st.integers(3, len(segments) - 4))
    match data.draw(st.sampled_from(["delete", "double", "swap", "replace", "insert", "garble"])):
        case "delete":
            del segments[at]
        case "double":
            segments.insert(at, segments[at])
        case "swap":
            segments[at], segments[at - 1] = segments[at - 1], segments[at]
        case "replace":
            segments[at] = data.draw(st.sampled_from(JUNK))
        case "insert":
            segments.insert(at, data.draw(st.sampled_from(JUNK)))
        case "garble":
            place = data.draw(st.integers(0, len(segments[at])))
            segments[at] = segments[at][:place] + data.draw(st.sampled_from("*:^A0-. ")) + segments[at][place + 1 :]


def _nothing_is_lost(content: bytes) -> None:
    for event in stream_835(content):
        assert not isinstance(event, X12Error) or str(event)
    for transaction in _transactions(content):
        _is_kept(transaction)


def _is_kept(transaction) -> bool:
    """Whether it could be read; then it must be written as it was sent."""
    try:
        remittance = read_835(transaction)
    except X12Error:
        return False
    delimiters = transaction.interchange.delimiters
    written, sent = written_rows(write_835(remittance), delimiters), sent_rows(transaction)
    for row in _DEMANDED:
        while written.count(row) > sent.count(row):
            written.remove(row)
    assert written == sent
    return True


_DEMANDED = {("NM1", "QC", "1"), ("N1", "PE"), ("N1", "PR")}


def _transactions(source):
    try:
        yield from (one for one in read_transactions(source) if one.kind == "835")
    except X12Error:
        return
