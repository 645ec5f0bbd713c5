"""What passes by is proven as what is there whole, and nothing of it stays."""

import gc
import sys
from collections import deque
from collections.abc import Callable
from hashlib import sha256
from itertools import islice

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders.any_remittance import remittances
from tests.builders.remittances import a_claim_payment, a_remittance, an_envelope
from tests.core.remittance.test_damage import mutate

from cleanclaim.core.remittance import (
    Proof,
    Remittance,
    claims_835,
    proof_of,
    prove,
    prove_835,
    read_remittances,
    write_835_chunks,
    write_835_interchange,
)
from cleanclaim.core.remittance.proof import MOST_TOLD
from cleanclaim.core.x12.errors import RemittanceOutOfBalance, X12Error


def written(*remittances_: Remittance) -> bytes:
    return write_835_interchange(remittances_, an_envelope())


def as_whole(read: Remittance | X12Error) -> Proof | str:
    """What a proof has to say of it, by the functions for a remittance that is there whole."""
    if isinstance(read, X12Error):
        return str(read)
    failing, totals = (), proof_of(read).totals
    try:
        prove(read)
    except RemittanceOutOfBalance as error:
        failing, totals = error.sums, error.totals
    digest = sha256(msgspec.json.encode(read.claims)).hexdigest()
    back = tuple(
        (each.patient_control_number, each.payer_claim_control_number) for each in read.claims if each.is_reversal
    )
    return Proof(replace(read, claims=()), len(read.claims), totals, len(failing), failing[:MOST_TOLD], digest, back)


def same_both_ways(content: bytes) -> None:
    whole = list(read_remittances(content, file="era.x12"))
    passed = list(prove_835(content, file="era.x12"))
    assert [str(each) if isinstance(each, X12Error) else each for each in passed] == [as_whole(each) for each in whole]
    claims = [tuple(each) for each in claims_835(content)]
    for proof, read, own in zip(passed, whole, claims, strict=False):
        if isinstance(read, Remittance):
            assert (own, proof) == (read.claims, proof_of(read))


@given(st.lists(remittances(), min_size=1, max_size=3))
@settings(max_examples=60)
def test_what_passes_by_is_proven_as_what_is_whole(several):
    same_both_ways(written(*several))


@given(st.lists(remittances(), min_size=1, max_size=3), st.data())
@settings(max_examples=100)
def test_a_damaged_file_too(several, data):
    segments = written(*several).decode().split("~")
    for _ in range(data.draw(st.integers(1, 3))):
        mutate(segments, data)
    same_both_ways("~".join(segments).encode())


@given(st.lists(remittances(), min_size=1, max_size=3))
@settings(max_examples=20)
def test_a_proof_and_the_claims_that_passed_by_are_the_same_835(several):
    content = written(*several)
    heads = (proof.remittance for proof in prove_835(content) if isinstance(proof, Proof))
    assert b"".join(write_835_chunks(zip(heads, claims_835(content), strict=True), an_envelope())) == content


@pytest.mark.corpus
def test_what_others_sent_too(corpus):
    for path in sorted((corpus / "835").iterdir()):
        same_both_ways(path.read_bytes())


def test_of_many_equations_that_fail_the_first_are_told_and_all_are_counted():
    wrong = replace(a_claim_payment(), paid=1)
    proof = proof_of(a_remittance(*[wrong] * 30, amount=30))
    assert (len(proof.failing), proof.is_proven) == (MOST_TOLD, False)
    assert proof.failures == 60


def test_no_claim_stays_alive_behind_the_one_that_passes_by():
    """An int for where it starts is all that is kept of a claim, until its block of the file is read."""
    kept = growth(lambda content: list(next(claims_835(content))))
    passed = growth(all_but_last)
    proven = growth(lambda content: next(prove_835(content)))
    assert max(passed, proven) < 2 < 10 < kept


def all_but_last(content: bytes) -> object:
    """The reading where it stands at the last claim, and the claim before."""
    claims = next(claims_835(content))
    last = deque(islice(claims, content.count(b"~CLP*") - 1), maxlen=1)
    return claims, last


def growth(read: Callable[[bytes], object]) -> float:
    """Blocks of memory that each further claim takes, at the moment when all of them have been read."""
    few, many = (blocks_taken(read, count) for count in (300, 1_200))
    return (many - few) / 900


def blocks_taken(read: Callable[[bytes], object], count: int) -> int:
    content = written(a_remittance(*[a_claim_payment(patient_control_number=f"A{n}") for n in range(count)]))
    gc.collect()
    before = sys.getallocatedblocks()
    kept = read(content)
    return sys.getallocatedblocks() - before if kept else 0


def test_claims_that_nobody_takes_are_passed_over():
    first = a_remittance(*[a_claim_payment(patient_control_number=f"A{n}") for n in range(3)])
    content = written(first, a_remittance(a_claim_payment(patient_control_number="B")))
    assert [next(claims).patient_control_number for claims in claims_835(content)] == ["A0", "B"]
