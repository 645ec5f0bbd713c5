"""The 278 loses nothing: what is read is written as it was, and what is written reads back the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.claim_values import ENVELOPE
from tests.builders.from_guide import interchange, transactions
from tests.builders.round_trips import bodies, sent_again, transactions_of

from cleanclaim.core.authorization import AuthorizationAnswer, AuthorizationRequest, read_278, write_278
from cleanclaim.core.x12 import judge, read_transactions
from cleanclaim.core.x12.guide import guide


@pytest.mark.parametrize("name", ["278request", "278response"])
@given(data=st.data())
@settings(max_examples=25)
def test_whatever_the_guide_allows_comes_back(name, data):
    rows = data.draw(transactions(guide(name)))
    (transaction,) = read_transactions(interchange(guide(name), rows, ENVELOPE))
    value = read_278(transaction)
    again = sent_again(transaction, write_278(value), ENVELOPE)
    assert bodies(again) == bodies(transaction)
    assert read_278(again) == value


@pytest.mark.corpus
def test_right_files_of_others_are_written_as_they_were(corpus):
    right = [one for one in transactions_of(corpus / "278", "278", "005010X217") if not judge(one)]
    assert len(right) >= 8
    assert {type(read_278(one)) for one in right} == {AuthorizationRequest, AuthorizationAnswer}
    for transaction in right:
        assert bodies(sent_again(transaction, write_278(read_278(transaction)), ENVELOPE)) == bodies(transaction)
