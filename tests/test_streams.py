"""A long file is read in little memory, by the library and by the command; an 835 in pieces is the same 835."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from tests.builders.claim_values import ENVELOPE, RECEIVER, SUBMITTER, a_claim
from tests.builders.remittances import a_claim_payment, a_remittance, a_service_payment, an_envelope

import cleanclaim
from cleanclaim.core.claim import write_837p_interchange
from cleanclaim.core.remittance import ClaimPayment, Remittance, RemittanceEnd, write_835_interchange
from cleanclaim.core.transaction_writing import write_values
from cleanclaim.core.transactions import Read
from cleanclaim.core.x12.errors import MalformedSegment

HALF = 10_000_000  # bytes
MOST = 20_000  # KB above what the program takes before: as values the file would take ten times as much
MEASURED = """
import resource, sys
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
{0}
before = peak()
{1}
print(peak() - before, file=sys.stderr)
"""
LIBRARY = MEASURED.format(
    "import cleanclaim; cleanclaim.stream", "for _ in cleanclaim.stream(sys.argv[1]): print(_.value.__class__)"
)
COMMAND = MEASURED.format(
    "from cleanclaim.interfaces.cli.main import app",
    "app(['read', sys.argv[1], '--format', 'ndjson'], standalone_mode=False)",
)


def an_835() -> bytes:
    return write_835_interchange([a_remittance(a_claim_payment(a_service_payment()))], an_envelope())


def an_837() -> bytes:
    return write_837p_interchange([a_claim()], ENVELOPE, submitter=SUBMITTER, receiver=RECEIVER, reference="1")


def lengthened(content: bytes, opener: bytes) -> bytes:
    """The file with many claims in place of its one, each with a number of its own, and SE counting them."""
    start, end = content.index(b"~" + opener) + 1, content.index(b"~SE*") + 1
    name, number, rest = content[start:end].split(b"*", 2)
    times = HALF // (end - start)
    claims = b"".join(b"%s*%s%d*%s" % (name, number, one, rest) for one in range(times))
    trailer, counted, after = content[end:].split(b"*", 2)
    count = int(counted) + (times - 1) * content[start:end].count(b"~")
    return content[:start] + claims + b"%s*%d*%s" % (trailer, count, after)


@pytest.fixture(scope="module")
def long_file(tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("long") / "long.x12"
    file.write_bytes(lengthened(an_837(), b"CLM*") + lengthened(an_835(), b"CLP*"))
    return file


@pytest.mark.parametrize("code", [LIBRARY, COMMAND], ids=["library", "command"])
def test_twenty_megabytes_are_read_in_little_memory(long_file, tmp_path, code):
    out = tmp_path / "out"
    with out.open("wb") as sink:
        told = subprocess.run([sys.executable, "-c", code, long_file], stdout=sink, stderr=subprocess.PIPE, check=False)
    assert int(told.stderr.split()[-1]) < MOST, told.stderr.decode()
    with out.open("rb") as lines:
        assert sum(b"Claim" in line for line in lines) > 2 * HALF / 1_000


def test_an_835_in_pieces_is_written_as_the_same_835():
    pieces = list(cleanclaim.stream(an_835()))
    kinds = [type(piece.value) for piece in pieces]
    assert kinds == [Remittance, ClaimPayment, RemittanceEnd]
    assert cleanclaim.write(pieces, an_envelope()) == an_835()


def test_claims_without_the_head_of_their_remittance_are_not_written():
    with pytest.raises(ValueError, match="without its head"):
        write_values([Read("835", a_claim_payment(a_service_payment()))], an_envelope())


def test_a_claim_that_does_not_add_up_comes_as_stated_and_leaves_the_money_unproven():
    claim = msgspec.structs.replace(a_claim_payment(a_service_payment()), paid=1)
    content = write_835_interchange([a_remittance(claim)], an_envelope())
    values = [item.value for item in cleanclaim.stream(content) if isinstance(item, Read)]
    assert [value.paid for value in values if isinstance(value, ClaimPayment)] == [1]
    assert not values[-1].is_proven


def test_a_file_that_was_not_all_read_is_not_written_again():
    damaged = an_837().replace(b"CLM*CLM-1001*125", b"CLM*CLM-1001*much")
    with pytest.raises(MalformedSegment, match="much"):
        cleanclaim.write(cleanclaim.stream(damaged), ENVELOPE)
