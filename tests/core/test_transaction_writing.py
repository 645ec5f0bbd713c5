"""Values are written as they come, and are the file that they were read from."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.any_remittance import remittances
from tests.builders.claim_kinds import a_batch
from tests.builders.claim_values import a_claim
from tests.builders.remittances import a_claim_payment, a_remittance, an_envelope

from cleanclaim.core.claim import write_837_interchange
from cleanclaim.core.remittance import ClaimGroup, write_835_interchange
from cleanclaim.core.transaction_stream import read_values, stream_values
from cleanclaim.core.transaction_writing import groups_of, value_chunks, with_groups, write_values


@given(st.lists(remittances(), min_size=1, max_size=3), st.sampled_from([read_values, stream_values]))
@settings(max_examples=40)
def test_remittances_whole_and_in_pieces_are_the_same_835(several, reads):
    content = write_835_interchange(several, an_envelope())
    assert write_values(reads(content), an_envelope()) == content
    values = with_groups(reads(content), groups_of(reads(content)))
    assert b"".join(value_chunks(values, an_envelope())) == content


def test_several_batches_are_several_transactions():
    batches = [(a_batch(), [a_claim(control_number=f"C{n}")]) for n in (1, 2)]
    content = write_837_interchange(batches, an_envelope())
    assert b"".join(value_chunks(read_values(content), an_envelope())) == content


def test_groups_that_come_too_late_are_told():
    content = write_835_interchange([a_remittance(a_claim_payment(), groups=(ClaimGroup("7"),))], an_envelope())
    with pytest.raises(ValueError, match="written before them"):
        list(value_chunks(stream_values(content), an_envelope()))


def test_no_value_is_no_file():
    with pytest.raises(ValueError, match="of one kind, not none"):
        write_values([], an_envelope())
