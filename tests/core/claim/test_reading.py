"""Reading 837s: every fault has its place, hides nothing else, and nothing is lost on the way."""

import re
import tracemalloc
from collections.abc import Iterator
from io import BytesIO, RawIOBase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders.claim_kinds import a_batch, a_dental_claim, a_hospital_claim
from tests.builders.claim_values import ENVELOPE, a_claim, a_line

from cleanclaim.core.claim import (
    Batch,
    Claim,
    Level,
    Person,
    claims_of,
    read_batches,
    read_claims,
    write_837_interchange,
)
from cleanclaim.core.x12 import Delimiters, read_transactions
from cleanclaim.core.x12.errors import X12Error


def a_file(*claims: Claim) -> bytes:
    return write_837_interchange([(a_batch(claims[0].kind), claims)], ENVELOPE)


THREE = a_file(*(a_claim(control_number=f"C{n}", lines=(a_line(charge=n * 1_000),)) for n in (1, 2, 3)))
EVERY_KIND = [a_file(a_claim()), a_file(a_hospital_claim()), a_file(a_dental_claim())]


def faults(content: bytes) -> list[tuple[str, str, str, str]]:
    """Loop, element, value and 999 code of each."""
    errors = [item for item in read_claims(content) if isinstance(item, X12Error)]
    return [(error.loop, error.element, error.value, error.code) for error in errors]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        (b"SV1*HC:99213*20", b"SV1*HC:99213*2O", ("2400", "SV102", "2O", "6")),
        (b"SV1*HC:99213*20", b"SV1*HC:99213*", ("2400", "SV102", "", "1")),
        (b"*UN*1***1~DTP*472*D8*20260302~REF*6R*L1~CLM*C3", b"*UN*X***1~CLM*C3", ("2400", "SV104", "X", "6")),
        (b"CLM*C2*20*", b"CLM*C2*2.005*", ("2300", "CLM02", "2.005", "6")),
        (b"LX*1~SV1*HC:99213*20", b"LX*A~SV1*HC:99213*20", ("2400", "LX01", "A", "6")),
        (b"LX*1~SV1*HC:99213*20", b"LX*A*1~SV1*HC:99213*20", ("2400", "LX01", "A", "6")),
        (b"SV1*HC:99213*20*UN*1***1~DTP", b"DTP", ("2400", "LX01", "1", "1")),
    ],
)
def test_a_bad_claim_is_a_located_error_and_hides_no_other(before, after, fault):
    content = THREE.replace(before, after)
    assert content != THREE
    assert faults(content) == [fault]
    assert [item.control_number for item in read_claims(content) if isinstance(item, Claim)] == ["C1", "C3"]


def test_an_error_names_file_segment_and_byte():
    content = THREE.replace(b"CLM*C2*20*", b"CLM*C2*2O*")
    (error,) = [item for item in read_claims(BytesIO(content), file="batch.x12") if isinstance(item, X12Error)]
    assert content[error.offset :].startswith(b"CLM*C2*2O*")
    assert content[: error.offset].count(b"~") == error.segment - 1
    assert error.expected == "an amount in whole cents"
    assert str(error) == f"batch.x12, segment {error.segment}, loop 2300, CLM02: '2O' is not an amount"


def test_a_claim_that_stands_under_no_level_is_an_error():
    content = re.sub(rb"HL\*.*?(?=CLM\*C1)", b"", THREE)
    assert faults(content) == [("2300", "CLM", "", "")] * 3


def test_a_date_that_is_none_is_an_error_where_a_field_needs_it():
    assert faults(EVERY_KIND[0].replace(b"472*D8*20260302", b"472*D8*20261302")) == [("2400", "DTP03", "20261302", "8")]


def test_a_birth_date_that_is_none_is_kept_as_it_was_sent():
    (claim,) = read_claims(EVERY_KIND[0].replace(b"DMG*D8*19800517*F", b"DMG*D8*19801317*F"))
    assert isinstance(claim, Claim)
    assert claim.subscriber.birth_date is None
    assert claim.subscriber.also == (("DMG", "D8", "19801317", "F"),)


def test_segments_without_a_field_are_kept_in_their_loop():
    extra = b"CRC*07*Y*01~HI*ABK"
    (claim,) = read_claims(EVERY_KIND[0].replace(b"HI*ABK", extra).replace(b"REF*6R", b"MEA*TR*R1*11.2~REF*6R"))
    assert isinstance(claim, Claim)
    assert claim.also == (("CRC", "07", "Y", "01"),)
    assert claim.lines[0].also == (("MEA", "TR", "R1", "11.2"),)


def test_a_level_that_begins_anew_as_it_was_is_written_so():
    again = re.search(rb"HL\*2.*?(?=CLM)", THREE)
    assert again
    content = THREE.replace(b"CLM*C2", again[0].replace(b"HL*2", b"HL*3") + b"CLM*C2")
    batch, *claims = [item for item in read_batches(content) if not isinstance(item, X12Error)]
    assert isinstance(batch, Batch)
    assert [claim.opens for claim in claims if isinstance(claim, Claim)] == ["", "22", ""]
    written = write_837_interchange([(batch, [claim for claim in claims if isinstance(claim, Claim)])], ENVELOPE)
    assert written.partition(b"~SE*")[0] == content.partition(b"~SE*")[0]


OF_A_CHILD = b"HL*3*2*23*0~PAT*19~NM1*QC*1*RIVERA*TOM~N3*1 ELM ST~N4*BOSTON*MA*02101~DMG*D8*20150517*M~"


def test_a_subscriber_with_claims_above_those_of_his_patients_is_written_so():
    content = THREE.replace(b"*22*0~", b"*22*1~").replace(b"CLM*C3", OF_A_CHILD + b"CLM*C3")
    batch, *claims = read_batches(content)
    assert isinstance(batch, Batch)
    own = [claim for claim in claims if isinstance(claim, Claim)]
    assert [(claim.patient is None, claim.dependents_follow) for claim in own] == [(True, True)] * 2 + [(False, False)]
    written = write_837_interchange([(batch, own)], ENVELOPE)
    assert written.partition(b"~SE*")[0] == content.partition(b"~SE*")[0]


def test_claims_that_know_nothing_of_each_other_stand_under_levels_of_their_own():
    (own,) = read_claims(EVERY_KIND[0])
    assert isinstance(own, Claim)
    child = replace(own, patient=Person("RIVERA", "TOM"), relationship="19", subscriber_relationship="18")
    content = write_837_interchange([(a_batch(), [own, child])], ENVELOPE)
    assert re.findall(rb"~HL\*(.*?)~", content) == [b"1**20*1", b"2*1*22*0", b"3*1*22*1", b"4*3*23*0"]


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("22", b"HL*3*1*22*0~SBR*S*18*******CI~NM1*IL*1*LARK*IVY****MI*77~"),
        ("20", b"HL*3**20*0~NM1*85*2*NOBODY~"),
    ],
)
def test_a_level_without_claims_is_read_and_written_where_it_stands(code, level):
    levels, second, end = (THREE.index(name) for name in (b"HL*1", b"CLM*C2", b"~SE*"))
    again = THREE[levels : THREE.index(b"CLM*C1")].replace(b"HL*2*1", b"HL*5*4").replace(b"HL*1", b"HL*4")
    last = level.replace(b"HL*3*1", b"HL*6*4").replace(b"HL*3", b"HL*6")
    content = THREE[:second] + level + again + THREE[second:end] + b"~" + last[:-1] + THREE[end:]
    batch, *items = [item for item in read_batches(content) if not isinstance(item, X12Error)]
    assert isinstance(batch, Batch)
    own = [item for item in items if not isinstance(item, Batch)]
    assert [item.code if isinstance(item, Level) else "" for item in own] == ["", code, "", "", code]
    assert write_837_interchange([(batch, own)], ENVELOPE).partition(b"~SE*")[0] == content.partition(b"~SE*")[0]


def test_a_claim_below_a_level_that_is_none_is_nobodys():
    place = THREE.index(b"CLM*C2")
    level, second, third = [*read_claims(THREE[:place] + b"HL*3*2*PT*0~" + THREE[place:])][1:]
    assert isinstance(level, X12Error)
    assert (level.element, level.loop, level.code, level.offset) == ("HL03", "2000", "7", place)
    assert all("under no level" in str(error) for error in (second, third))
    (transaction,) = read_transactions(THREE[:place] + b"HL*3*2*PT*0~" + THREE[place:])
    assert len(list(claims_of(transaction))) == THREE.count(b"CLM*")


@given(st.sampled_from(EVERY_KIND), st.data())
@settings(max_examples=150)
def test_damage_gives_claims_and_located_errors_never_a_crash(content, data):
    segments = content.split(b"~")
    at = data.draw(st.integers(3, len(segments) - 3))
    noise = data.draw(st.sampled_from((b"", b"*", b":", b"X", b"-1", b"\x00", b"1E9", "é".encode(), b"99999999999")))
    parts = segments[at].split(b"*")
    parts[data.draw(st.integers(0, len(parts) - 1))] = noise
    damages = [[b"*".join(parts)], [], [segments[at], segments[at]], [segments[at][::-1]]]
    segments[at : at + 1] = data.draw(st.sampled_from(damages))
    for item in read_batches(b"~".join(segments)):
        if isinstance(item, X12Error):
            assert item.segment > 0
        elif isinstance(item, Claim):
            assert item.total_charge in {0, -100, 4_500, 12_500, 18_000, 9_999_999_999_900}


@pytest.mark.parametrize("content", EVERY_KIND, ids=["837P", "837I", "837D"])
def test_a_file_cut_off_anywhere_is_read_as_far_as_it_goes(content):
    whole = list(read_claims(content))
    for end in range(300, len(content), 7):
        read = [item for item in read_claims(content[:end]) if isinstance(item, Claim)]
        assert len(read) <= len(whole)


def test_other_delimiters_make_no_difference():
    other = ENVELOPE.__class__(
        "CLEANCLAIM", "CLEARHOUSE", 17, ENVELOPE.moment, delimiters=Delimiters("|", ">", "!", "\n")
    )
    content = write_837_interchange([(a_batch(), [a_claim(note="A*B:C")])], other)
    assert list(read_claims(content)) == [a_claim(note="A*B:C")]


class Endless(RawIOBase):
    """A file of so many claims that is never in memory at once."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._left, self._pieces = b"", self._texts(count)

    def _texts(self, count: int) -> Iterator[bytes]:
        start, end = THREE.index(b"CLM*C1"), THREE.index(b"CLM*C2")
        yield THREE[:start]
        for number in range(count):
            yield THREE[start:end].replace(b"CLM*C1", b"CLM*N%d" % number) * 20
        yield THREE[THREE.index(b"~SE*") + 1 :]

    def read(self, size: int = -1) -> bytes:
        while len(self._left) < size and (piece := next(self._pieces, b"")):
            self._left += piece
        taken, self._left = self._left[:size], self._left[size:]
        return taken


def test_memory_does_not_grow_with_the_file():
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_claims(Endless(300)))  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 6_000
    assert peak < 20_000_000


@pytest.mark.parametrize(
    ("before", "strange", "kept"),
    [
        (b"~NM1*IL*", b"PRV*BI*PXC*207Q00000X", ("2000B", ("PRV", "BI", "PXC", "207Q00000X"))),
        (b"~NM1*IL*", b"CUR*85*CAD", ("2000B", ("CUR", "85", "CAD"))),
        (b"~NM1*85*", b"PAT*19", ("2000A", ("PAT", "19"))),
        (b"~NM1*85*", b"SBR*P*18", ("2000A", ("SBR", "P", "18"))),
    ],
)
def test_a_segment_of_another_level_is_kept_where_it_stands(before, strange, kept):
    (claim,) = read_claims(EVERY_KIND[0].replace(before, b"~" + strange + before, 1))
    assert kept in claim.above
