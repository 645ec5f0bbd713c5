"""What is usual is written at once as text: byte for byte what its rows give, refusals included."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders.claim_kinds import a_batch, complete_claims
from tests.builders.claim_values import ENVELOPE, a_claim, a_line, claims

from cleanclaim.core.claim import Batch, Claim, read_batches, write_837, write_837_interchange
from cleanclaim.core.claim.write import TextWriter
from cleanclaim.core.x12 import Delimiters, Envelope, write_interchange
from cleanclaim.core.x12.characters import CharacterSet
from cleanclaim.core.x12.errors import UnwritableValue

ODD = ("", "A", "A*B", "A:B", "A^B", "A~B", "MUÑOZ", "Łódź", "lower", "A\nB", "`", "中", " ")
DELIMITERS = (
    Delimiters(),
    Delimiters("|", ">", "!", "\n"),
    Delimiters("A", ":", "^", "~"),
    Delimiters("%", "s", "", "~"),
)
FIELDS = {
    "claim": ("control_number", "clearinghouse_number", "frequency", "release", "group_number", "filing_code", "note"),
    "line": ("procedure", "control_number", "units", "place_of_service"),
    "person": ("last_name", "first_name", "middle_name", "suffix", "member_id", "sex"),
    "party": ("name", "first_name", "npi", "taxonomy", "payer_id", "entity"),
    "address": ("line1", "line2", "city", "state", "zip", "country"),
}


def by_rows(some: list[Claim], envelope: Envelope, characters: CharacterSet, *, folds: bool) -> bytes:
    batch = a_batch()
    return write_interchange(
        envelope, "HC", batch.version, [("837", write_837(some, batch))], characters=characters, folds=folds
    )


def outcome(write: Any) -> Any:
    """The bytes, or what was refused and where."""
    try:
        return write()
    except UnwritableValue as refusal:
        return refusal.segment, refusal.element, refusal.value, str(refusal)


def both(
    some: list[Claim], envelope: Envelope = ENVELOPE, characters: CharacterSet = "extended", *, folds: bool = False
):
    at_once = outcome(lambda: write_837_interchange([(a_batch(), some)], envelope, characters=characters, folds=folds))
    return at_once, outcome(lambda: by_rows(some, envelope, characters, folds=folds))


def changed(claim: Claim, where: str, field: str, text: str) -> Claim:
    """The claim with one text of it, of its first line, its patient or its biller set anew."""
    change = {field: text}
    if where == "line":
        return replace(claim, lines=(replace(claim.lines[0], **change), *claim.lines[1:]))
    if where == "person":
        return replace(claim, subscriber=replace(claim.subscriber, **change))
    if where == "party":
        return replace(claim, rendering=replace(claim.rendering or claim.billing, **change))
    if where == "address":
        return replace(claim, subscriber=replace(claim.subscriber, address=replace(claim.subscriber.address, **change)))
    return replace(claim, **change)


@given(st.lists(claims() | complete_claims(), min_size=1, max_size=4), st.sampled_from(DELIMITERS), st.booleans())
@settings(max_examples=40, deadline=None)
def test_both_ways_give_the_same_bytes(some, delimiters, folds):
    at_once, slowly = both(some, replace(ENVELOPE, delimiters=delimiters), folds=folds)
    assert at_once == slowly


@given(
    st.lists(claims(), min_size=1, max_size=3),
    st.sampled_from([(where, field) for where, fields in FIELDS.items() for field in fields]),
    st.sampled_from(ODD),
    st.sampled_from(("basic", "extended")),
    st.booleans(),
)
@settings(max_examples=80, deadline=None)
def test_both_ways_fold_and_refuse_the_same(some, place, text, characters, folds):
    claim = changed(some[-1], *place, text)
    odd = [*some[:-1], claim, replace(claim, control_number="NEXT")]
    at_once, slowly = both(odd, characters=characters, folds=folds)
    assert at_once == slowly


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize(("where", "field"), [(where, field) for where in FIELDS for field in FIELDS[where]])
def test_both_ways_write_every_text_the_same(where, field, text):
    plain = a_claim(rendering=None, lines=(a_line(), a_line(2)))
    at_once, slowly = both([plain, changed(plain, where, field, text)])
    assert at_once == slowly


@pytest.mark.corpus
def test_both_ways_write_other_people_s_claims_the_same(corpus: Path):
    for path in sorted(corpus.rglob("*837*")):
        batches = batches_of(path) if path.is_file() else []
        bodies = [("837", write_837(some, batch)) for batch, some in batches]
        version = batches[0][0].version if batches else ""
        at_once = outcome(lambda given=batches: write_837_interchange(given, ENVELOPE))
        slowly = outcome(lambda given=bodies, version=version: write_interchange(ENVELOPE, "HC", version, given))
        assert at_once == slowly or not batches, path.name


def batches_of(path: Path) -> list[tuple[Batch, list[Claim]]]:
    """What can be read of a file."""
    batches: list[tuple[Batch, list[Claim]]] = []
    for item in read_batches(path):
        if isinstance(item, Batch):
            batches.append((item, []))
        elif isinstance(item, Claim):
            batches[-1][1].append(item)
    return batches


def test_a_usual_claim_is_text():
    levels_and_claim = list(TextWriter(Delimiters())([a_claim()], a_batch()))[-2:]
    assert [type(part) for part in levels_and_claim] == [str, str]
