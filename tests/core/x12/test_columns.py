"""The columnar reader says of every file what reading it segment by segment, and the typed reader, say."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from bench.x12_files import segments
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.remittance_rows import rows_by_hand

import cleanclaim
from cleanclaim.core import money
from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.remittance import Remittance, read_remittances, sums
from cleanclaim.core.x12.columns import SCHEMAS, Tables, read, read_columns, whole
from cleanclaim.core.x12.columns.amounts import cents
from cleanclaim.core.x12.columns.days import days
from cleanclaim.core.x12.columns.elements import Elements, cut
from cleanclaim.core.x12.columns.pieces import pieces
from cleanclaim.core.x12.elements import day_of

BY_HAND = tuple(name for name in SCHEMAS if name not in {"transactions", "errors"})
ISA = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *270104*0830*^*00501*000000001*0*T*:"
RICH = """GS*HP*S*R*20270104*0830*1*X*005010X221A1
ST*835*0001
BPR*I*65.5*C*ACH*CCP*01*021000021*DA*1*1999999999**01*011000015*DA*2*20270106
TRN*1*EFT1*1999999999
CUR*PR*USD
REF*EV*RECEIVER
DTM*405*20270105
N1*PR*PLAN*XV*70001
N3*1 ROAD
N4*DOVER*DE*19901
PER*BL*DESK*TE*8005550100
N1*PE*CLINIC*XX*1987654321
RDM*OL**WWW
LX*1
TS3*1987654321*11*20271231*1*200********13
TS2*1**3.5
CLP*P1*1*200*60*60*MC*ICN1*11*1**470*1.5*.25*Y
CAS*CO*45*40**253*0*2
NM1*QC*1*DOE*ANN*Q**JR*MI*M1
MIA*1***80*MA01***************RX*N1
MOA***MA18*N2
REF*EA*CHART*ALSO*X:Y
DTM*232*20261201
DTM*233*20261203
PER*CX*DESK*TE*8005550177
AMT*AU*200
QTY*CA*2
SVC*HC:99213:25::59*150.00*100**1*HC:99214*2
DTM*472*20261201
CAS*PR*1*50**2*-10**3*10
REF*6R*L1
AMT*B6*.5
QTY*ZK*1
LQ*HE*N130
SVC*NU:0450:::::WORDS*50*0*0450
CAS*CO*97*10
CAS*PI*96*40
LX*2
CLP*P2*22*-50*-0.5**12*ICN2
CAS*CO*45*-49.5
PLB*1987654321*20271231*WO:REF*-6*L6:X*0
SE*41*0001
GE*1*1
IEA*1*000000001""".splitlines()


def interchange(body: list[str], end: str = "~\n") -> bytes:
    return "".join(f"{segment}{end}" for segment in (ISA, *body)).encode()


SMALL = interchange(RICH)
MADE = "".join(f"{segment}~" for segment in segments("835", 6_000)).encode()
SAMPLES = (SMALL, MADE)


def rows(tables: Tables, name: str, most: int) -> list[tuple]:
    """The rows of the transactions up to `most`."""
    listed = (tuple(row.values()) for row in getattr(tables, name).to_pylist())
    return [row for row in listed if row[0] <= most]


def assert_agree(source: bytes | Path) -> Tables:
    tables = whole(read_columns(source))
    expected, count = rows_by_hand(source)
    for name in BY_HAND:
        getattr(tables, name).validate(full=True)
        assert rows(tables, name, count) == expected.get(name, []), name
    return tables


def messages(tables: Tables) -> list[str]:
    return tables.errors.column("message").to_pylist()


def without_places(tables: Tables) -> dict[str, list[dict]]:
    listed = {name: getattr(tables, name).to_pylist() for name in SCHEMAS}
    return {name: [{key: row[key] for key in row if key != "offset"} for row in rows] for name, rows in listed.items()}


@pytest.mark.parametrize("sample", SAMPLES, ids=("everything", "made"))
def test_each_table_is_what_its_segments_say(sample):
    assert messages(assert_agree(sample)) == []


def test_every_table_has_rows_in_the_sample_with_everything():
    tables = whole(cleanclaim.read_columns(SMALL))
    assert [name for name in SCHEMAS if getattr(tables, name).num_rows == 0] == ["errors"]


def test_a_transaction_is_a_row():
    (row,) = whole(read_columns(SMALL)).transactions.to_pylist()
    assert (row["amount"], row["trace_number"], row["payer_account"]) == (6_550, "EFT1", "1")
    assert str(row["paid_on"]) == "2027-01-06"


@pytest.mark.corpus
def test_files_of_others_say_the_same_either_way(corpus: Path):
    files = [file for file in sorted(corpus.glob("*/*")) if file.parent.name != "expected"]
    assert sum(assert_agree(file).claims.num_rows for file in files) > 100


@pytest.mark.corpus
def test_files_of_others_have_the_typed_readers_sums(corpus: Path):
    compared = sum(compared_with_typed(file) for file in sorted((corpus / "835").glob("*")))
    assert compared > 40


@pytest.mark.parametrize("sample", SAMPLES, ids=("everything", "made"))
def test_our_files_have_the_typed_readers_sums(sample):
    assert compared_with_typed(sample) > 0


def compared_with_typed(source: bytes | Path) -> int:
    """How many transactions both readers can read; what they say of these is the same, to the cent."""
    tables = whole(read_columns(source))
    faulty = {row["transaction"] for row in tables.errors.to_pylist() if row["stated"] is None}
    count = 0
    for number, remittance in enumerate(read_remittances(source), start=1):
        assert isinstance(remittance, Remittance) or number in faulty or None in faulty
        if isinstance(remittance, Remittance) and not faulty & {number, None}:
            assert told(tables, number) == typed(remittance)
            count += 1
    return count


def told(tables: Tables, number: int) -> tuple:
    of = {
        name: [row for row in getattr(tables, name).to_pylist() if row["transaction"] == number]
        for name in ("transactions", "claims", "lines", "adjustments", "provider_adjustments", "errors")
    }
    return (
        of["transactions"][0]["amount"],
        [(row["patient_control_number"] or "", row["charge"], row["paid"]) for row in of["claims"]],
        [(row["procedure"] or "", tuple(row["modifiers"] or ()), row["charge"], row["paid"]) for row in of["lines"]],
        sorted((row["group"] or "", row["reason"] or "", row["amount"]) for row in of["adjustments"]),
        [(row["code"] or "", row["reference"] or "", row["amount"]) for row in of["provider_adjustments"]],
        sorted((row["stated"], row["computed"]) for row in of["errors"]),
    )


def typed(remittance: Remittance) -> tuple:
    lines = [line for claim in remittance.claims for line in claim.lines]
    adjustments = [adjustment for claim in remittance.claims for adjustment in claim.all_adjustments]
    return (
        remittance.amount,
        [(claim.patient_control_number, claim.charge, claim.paid) for claim in remittance.claims],
        [(line.procedure, line.modifiers, line.charge, line.paid) for line in lines],
        sorted((one.group, one.reason, one.amount) for one in adjustments),
        [(one.code, one.reference, one.amount) for one in remittance.provider_adjustments],
        sorted((one.stated, one.computed) for one in sums(remittance) if not one.holds),
    )


@given(st.data())
@settings(max_examples=100)
def test_a_damaged_file_still_agrees(data: st.DataObject):
    assert_agree(damaged(data, data.draw(st.sampled_from(SAMPLES))))


SPLINTERS = (
    *b"* ~ : ^ - . 9 A ** ~~ \n \r\n \0 \x1a \xff \xc3\xa9 1e5 99999999999999999999".split(b" "),
    *(b" ", b"~ ", b"~ST*835*2~", b"~SE*1*1~", b"~CAS*CO*1*1**2*-1**3*.5~", b"~CAS*PR*1**2~", b"~SVC*HC:1:2*1*1~"),
    *(
        b"~PLB*1*20240230*WO:1:2*5*L6*~",
        b"~MOA***A*B~",
        b"~TS3*1*2*3*4*5*6~",
        b"~MIA*1*2*3*X~",
        b"~LQ*HE*~",
        b"~BPR*I*1~",
        b"~N1\0*PR~",
        b"~ISA*",
    ),
)


def damaged(data: st.DataObject, sample: bytes) -> bytes:
    """Pieces cut out, doubled, and splinters stuck in."""
    places = st.integers(0, len(sample))
    for _ in range(data.draw(st.integers(1, 4))):
        start, length = data.draw(places), data.draw(st.integers(0, 60))
        how = data.draw(st.sampled_from(("cut", "double", "stick", "truncate")))
        piece = sample[start : start + length]
        put = {"cut": b"", "double": piece + piece, "stick": data.draw(st.sampled_from(SPLINTERS)), "truncate": b""}
        sample = sample[:start] + put[how] + (b"" if how == "truncate" else sample[start + length * (how != "stick") :])
    return sample


def test_a_file_cut_off_anywhere_is_read_up_to_there():
    for end in range(0, len(SMALL), 19):
        tables = assert_agree(SMALL[:end])
        assert tables.errors.num_rows > 0 or end >= len(SMALL) - 2


@pytest.mark.parametrize("size", [1, 100, 333])
@pytest.mark.parametrize(
    "sample",
    [SMALL, SMALL.replace(b"*50*0*0450", b"*50*1*0450").replace(b"-49.5", b"-49")],
    ids=("balanced", "unbalanced"),
)
def test_where_pieces_end_makes_no_difference(size, sample, monkeypatch):
    expected = whole(read_columns(sample))
    monkeypatch.setattr(read, "pieces", partial(pieces, size=size))
    tables = whole(read_columns(sample, chunk=500))
    for name in set(SCHEMAS) - {"errors"}:
        assert getattr(tables, name).to_pylist() == getattr(expected, name).to_pylist(), name
    assert sorted(messages(tables)) == sorted(messages(expected))


WRITINGS: dict[str, Callable[[bytes], bytes]] = {
    "no line ends": lambda sample: sample.replace(b"\n", b""),
    "CRLF": lambda sample: sample.replace(b"\n", b"\r\n"),
    "blank lines": lambda sample: sample.replace(b"\n", b"\n\n"),
    "indented": lambda sample: sample.replace(b"\n", b"\n  \t"),
    "line feed as terminator": lambda sample: sample.replace(b"~", b""),
    "broken into lines of 80": lambda sample: b"\n".join(sample[at : at + 80] for at in range(0, len(sample), 80)),
    "pipes": lambda sample: sample.translate(bytes.maketrans(b"*:~", b"|>!")),
    "Latin-1 delimiters": lambda sample: sample.translate(bytes.maketrans(b"*:~", b"\xa7\xb6\xa4")),
    "byte order mark": lambda sample: b"\xef\xbb\xbf" + sample,
    "nothing after the last segment": lambda sample: sample[:-2],
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_how_a_file_is_written_makes_no_difference(writing):
    written, expected = (without_places(assert_agree(sample)) for sample in (WRITINGS[writing](SMALL), SMALL))
    del written["others"], expected["others"]  # composites stand there as sent
    assert written == expected


def test_interchanges_of_other_delimiters_follow_each_other():
    several = SMALL + WRITINGS["pipes"](SMALL) + SMALL.replace(b"\n", b"") + SMALL
    assert assert_agree(several).transactions.column("transaction").to_pylist() == [1, 2, 3, 4]


def test_text_of_any_encoding_is_read_as_the_typed_reader_does():
    for name in ("MÜLLER".encode(), "MÜLLER".encode("latin-1")):
        names = assert_agree(SMALL.replace(b"DOE", name)).names
        assert "MÜLLER" in names.column("name").to_pylist()


def test_other_transactions_are_passed_over():
    other = SMALL.replace(b"ST*835", b"ST*999")
    assert assert_agree(other + SMALL).claims.column("claim").to_pylist() == [1, 2]


def test_an_amount_that_is_none_is_null_and_an_error_with_its_place():
    sample = SMALL.replace(b"CAS*PR*1*50", b"CAS*PR*1*5O")
    tables = assert_agree(sample)
    (error,) = tables.errors.to_pylist()
    assert (error["loop"], error["element"], error["value"], error["line"]) == ("2110", "CAS03", "5O", 1)
    assert sample[error["offset"] :].startswith(b"CAS*PR*1*5O")
    assert tables.claims.column("paid").to_pylist() == [6_000, -50]


@pytest.mark.parametrize(
    ("sent", "instead", "element", "stated", "computed"),
    [
        (b"150.00*100*", b"150.00*101*", "SVC03", 10_100, 10_000),
        (b"CLP*P2*22*-50*-0.5", b"CLP*P2*22*-50*-0.6", "CLP04", -60, -50),
        (b"BPR*I*65.5*", b"BPR*I*65.51*", "BPR02", 6_551, 6_550),
    ],
)
def test_a_sum_that_does_not_hold_is_an_error_with_both_sides(sent, instead, element, stated, computed):
    errors = assert_agree(SMALL.replace(sent, instead)).errors.to_pylist()
    assert (element, stated, computed) in {(one["element"], one["stated"], one["computed"]) for one in errors}
    assert all(one["offset"] for one in errors)


def test_an_envelope_that_cannot_be_trusted_ends_the_reading_with_its_error():
    tables = whole(read_columns(SMALL + b"ISA*broken~"))
    assert messages(tables)[-1].startswith("ISA has")
    assert tables.claims.num_rows == 2


def test_an_empty_file_is_an_error():
    assert messages(whole(read_columns(b""))) == ["the file is empty"]


def test_memory_does_not_grow_with_the_file(tmp_path: Path):
    file = tmp_path / "long.835"
    file.write_bytes(b"".join(MADE for _ in range(1_000)))
    before = pa.total_allocated_bytes()
    most = max(pa.total_allocated_bytes() - before for _ in read_columns(file))
    assert file.stat().st_size > 5_000_000
    assert most < 20_000_000


def elements_of(texts: list[str]) -> tuple[Elements, np.ndarray]:
    elements = cut(f"X*{'*'.join(texts)}~".encode(), ord("*"), ord("~"), 0xFF)
    assert elements
    return elements, np.arange(1, len(texts) + 1)


AMOUNTS = st.one_of(
    st.text("0123456789.-", max_size=14),
    st.text("0123456789.-", min_size=15, max_size=22),
    st.integers(-(10**13), 10**13).map(money.x12),
    st.decimals(-(10**9), 10**9, places=2).map(str),
    st.text(st.characters(codec="utf-8", exclude_characters="*~"), max_size=12),
)


@given(st.lists(AMOUNTS, min_size=1, max_size=40))
def test_amounts_are_those_of_money(texts):
    values, good = cents(*elements_of(texts))
    assert [int(value) if is_good else None for value, is_good in zip(values, good, strict=True)] == [
        amount(text) for text in texts
    ]


def amount(text: str) -> int | None:
    try:
        return money.cents(text)
    except MalformedAmount:
        return None


DAYS = st.one_of(
    st.text("0123456789", min_size=8, max_size=8),
    st.dates().map(lambda day: f"{day:%Y%m%d}".rjust(8, "0")),
    st.builds("{:04d}{:02d}{:02d}".format, st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32)),
    st.text(st.characters(codec="utf-8", exclude_characters="*~"), max_size=9),
)


@given(st.lists(DAYS, min_size=1, max_size=40))
def test_dates_are_those_of_the_calendar(texts):
    values, good = days(*elements_of(texts))
    read = pa.array(values, pa.date32()).to_pylist()
    assert [day if is_good else None for day, is_good in zip(read, good, strict=True)] == list(map(day_of, texts))
