"""What is usual and cut at once is what its segments say one by one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from tests.builders.claim_kinds import a_batch, complete_claims, dental_claims, hospital_claims
from tests.builders.claim_values import ENVELOPE

from cleanclaim.core.claim import read_batches, write_837_interchange
from cleanclaim.core.claim.levels import Levels
from cleanclaim.core.claim.read_adjudication import AdjudicationReader
from cleanclaim.core.claim.read_codes import CodesReader
from cleanclaim.core.claim.read_lines import LineReader
from cleanclaim.core.claim.read_parties import PartyReader
from cleanclaim.core.claim.read_people import PersonReader
from cleanclaim.core.claim.segments import Loop

DAMAGES = [
    (b"*1~", b"*X~"),
    (b"D8*20", b"D8*2X"),
    (b"NM1*82*1*", b"NM1*82*9*"),
    (b"~N4*", b"~N4**"),
    (b"HI*", b"HI*ABK:~HI*"),
    (b"CAS*", b"CAS*CO*45*X~CAS*"),
    (b"DTP*573*D8*20", b"DTP*573*D8*2X"),
    (b"SVD*", b"SVD**"),
]


@contextmanager
def segment_by_segment() -> Iterator[None]:
    """Nothing is usual: all is read segment by segment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PartyReader, "usual", lambda *_: None)
        patch.setattr(PersonReader, "usual", lambda *_: None)
        patch.setattr(LineReader, "usual", lambda *_: None)
        patch.setattr(AdjudicationReader, "usual", lambda *_: None)
        patch.setattr(Levels, "usual_subscriber", lambda *_: False)
        patch.setattr(Loop, "plain", property(lambda _: {}, lambda *_: None), raising=False)
        patch.setattr(CodesReader, "usual", lambda *_: None)
        yield


def both(content: bytes) -> tuple[list[str], list[str]]:
    """What the two ways give, errors as their words."""
    with segment_by_segment():
        slowly = list(map(repr, read_batches(content)))
    return list(map(repr, read_batches(content))), slowly


@given(complete_claims() | hospital_claims() | dental_claims())
@settings(max_examples=80)
def test_both_ways_give_the_same_claims_and_the_same_errors(claim: Any):
    content = write_837_interchange([(a_batch(claim.kind), [claim])], ENVELOPE)
    for before, after in [(b"", b""), *DAMAGES]:
        fast, slow = both(content.replace(before, after, 1))
        assert fast == slow


@pytest.mark.corpus
def test_both_ways_give_the_same_of_other_people_s_files(corpus: Path):
    for path in sorted(corpus.rglob("*837*")):
        if path.is_file():
            fast, slow = both(path.read_bytes())
            assert fast == slow, path.name
