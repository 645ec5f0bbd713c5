"""270 and 271 lose nothing: what is read is written as it was, and what is written reads back the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.claim_values import ENVELOPE
from tests.builders.from_guide import interchange, transactions
from tests.builders.round_trips import bodies, sent_again, transactions_of

from cleanclaim.core.benefits import read_answer, read_inquiry, write_answer, write_inquiry
from cleanclaim.core.x12 import judge, read_transactions
from cleanclaim.core.x12.guide import guide

KINDS = {"270": (read_inquiry, write_inquiry), "271": (read_answer, write_answer)}


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=25)
def test_whatever_the_guide_allows_comes_back(kind, data):
    read, write = KINDS[kind]
    rows = data.draw(transactions(guide(kind)))
    (transaction,) = read_transactions(interchange(guide(kind), rows, ENVELOPE))
    value = read(transaction)
    again = sent_again(transaction, write(value), ENVELOPE)
    assert bodies(again) == bodies(transaction)
    assert read(again) == value


@pytest.mark.corpus
@pytest.mark.parametrize("kind", KINDS)
def test_right_files_of_others_are_written_as_they_were(corpus, kind):
    read, write = KINDS[kind]
    right = [one for one in transactions_of(corpus / kind, kind, "005010X279") if not judge(one)]
    assert len(right) >= 5
    for transaction in right:
        assert bodies(sent_again(transaction, write(read(transaction)), ENVELOPE)) == bodies(transaction)
