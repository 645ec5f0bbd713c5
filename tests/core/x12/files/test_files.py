"""Whole files: what comes out is whole by itself, and says what went in."""

import pytest
from msgspec.structs import replace
from tests.builders.claim_values import ENVELOPE, PATIENT, RECEIVER, SUBMITTER, a_claim, a_line
from tests.builders.remittances import a_claim_payment, a_remittance, an_envelope

from cleanclaim.core.claim import Claim, Person, read_claims
from cleanclaim.core.claim.write import write_837p_interchange
from cleanclaim.core.remittance import write_835_interchange
from cleanclaim.core.x12 import check
from cleanclaim.core.x12.errors import MalformedInterchange
from cleanclaim.core.x12.files import By, count, cut, differences, join

BEN = Person("RIVERA", "BEN", birth_date=PATIENT.birth_date, sex="M", address=PATIENT.address)
CLAIMS = (
    a_claim(control_number="C1"),
    a_claim(control_number="C2", lines=(a_line(1, charge=10_000), a_line(2, charge=2_550))),
    a_claim(control_number="C3", patient=BEN, relationship="19"),
)


def written(*claims: Claim, **envelope: object) -> bytes:
    return write_837p_interchange(
        claims, replace(ENVELOPE, **envelope), submitter=SUBMITTER, receiver=RECEIVER, reference="B1"
    )


FILE = written(*CLAIMS)
REMITTANCE = write_835_interchange([a_remittance(a_claim_payment())], an_envelope())


def numbers(content: bytes) -> list[str]:
    return [claim.control_number for claim in read_claims(content) if isinstance(claim, Claim)]


def test_claims_of_an_837_are_counted_and_summed():
    counts = count(FILE)
    assert (counts.interchanges, counts.groups, counts.transactions) == (1, 1, 1)
    assert (counts.claims, counts.lines) == (3, 4)
    assert counts.charged == sum(claim.total_charge for claim in CLAIMS)
    assert counts.by_transaction == {"837": 1}
    assert counts.problems == []


def test_an_835_tells_what_was_charged_and_paid():
    counts = count(REMITTANCE)
    payment = a_claim_payment()
    assert (counts.claims, counts.lines) == (1, len(payment.lines))
    assert (counts.charged, counts.paid) == (payment.charge, payment.paid)


def test_an_amount_that_cannot_be_read_is_told_and_not_summed():
    counts = count(FILE.replace(b"CLM*C1*125*", b"CLM*C1*12X5*"))
    assert counts.charged == sum(claim.total_charge for claim in CLAIMS[1:])
    assert counts.problems == ["segment 21, CLM02: '12X5' is not an amount"]


def test_counts_of_files_add_up():
    counts = count(FILE)
    counts.add(count(REMITTANCE))
    assert (counts.files, counts.transactions, counts.by_transaction) == (2, 2, {"837": 1, "835": 1})


@pytest.mark.parametrize("most", [1, 2, 3])
def test_an_837_is_cut_by_claims_each_piece_clean_by_itself(most):
    pieces = list(cut(FILE, By.claim, claims=most))
    assert [number for piece in pieces for number in numbers(piece.content)] == ["C1", "C2", "C3"]
    assert all(len(numbers(piece.content)) <= most for piece in pieces)
    assert [problem for piece in pieces for problem in check(piece.content)] == []


def test_a_claim_cut_out_is_the_same_claim():
    pieces = [claim for piece in cut(FILE, By.claim) for claim in read_claims(piece.content)]
    assert pieces == list(read_claims(FILE))


def test_an_835_stays_whole_since_its_payment_is_the_sum_of_its_claims():
    (piece,) = cut(REMITTANCE, By.claim)
    assert list(differences(REMITTANCE, piece.content)) == []


def test_interchanges_of_one_file_are_parted():
    assert [piece.kind for piece in cut(FILE + REMITTANCE, By.interchange)] == ["837", "835"]


def test_files_of_the_same_partners_are_joined():
    other = written(a_claim(control_number="C4"), control_number=18)
    joined = join([("a.x12", FILE), ("b.x12", other)], control_number=99)
    assert numbers(joined) == ["C1", "C2", "C3", "C4"]
    assert count(joined).interchanges == 1
    assert count(joined).transactions == 2
    assert list(check(joined)) == []


def test_what_was_cut_can_be_joined_again():
    joined = join((str(piece.number), piece.content) for piece in cut(FILE, By.claim))
    assert list(read_claims(joined)) == list(read_claims(FILE))


def test_a_control_number_that_is_none_is_no_start_to_number_from():
    lettered = FILE.replace(b"*000000017*", b"*ABC000017*")
    with pytest.raises(MalformedInterchange, match="ISA13: 'ABC000017' is no control number"):
        join([("a.x12", lettered)])
    assert count(join([("a.x12", lettered)], control_number=18)).transactions == 1


def test_files_of_other_partners_are_not_joined():
    with pytest.raises(MalformedInterchange, match=r"b\.x12.*goes from SOMEBODY to CLEARHOUSE"):
        join([("a.x12", FILE), ("b.x12", written(a_claim(), sender="SOMEBODY"))])


def test_other_delimiters_are_translated_when_joined():
    other = written(a_claim(control_number="C4"), control_number=18).translate(bytes.maketrans(b"*:^~", b"|>!\n"))
    assert numbers(join([("a.x12", FILE), ("b.x12", other)])) == ["C1", "C2", "C3", "C4"]


def test_a_file_does_not_differ_from_itself_in_other_clothes():
    dressed = FILE.translate(bytes.maketrans(b"*:^~", b"|>!\n"))
    assert list(differences(FILE, dressed)) == []


def test_a_difference_names_claim_segment_and_element():
    (difference,) = differences(FILE, FILE.replace(b"CLM*C1*125*", b"CLM*C1*130*"))
    assert (difference.transaction, difference.place) == ("837 0001", "claim C1")
    assert difference.elements == ("CLM02",)


def test_a_difference_among_thousands_that_are_alike_is_found_at_once():
    claim = FILE.index(b"CLM*C2")
    long = FILE[:claim] + b"REF*EI*1~" * 20_000 + FILE[claim:]
    (difference,) = differences(long, long.replace(b"~REF*EI*1~CLM*C2", b"~REF*EI*2~CLM*C2"))
    assert difference.elements == ("REF02",)


def test_claims_in_another_order_are_no_difference_but_a_missing_one_is():
    one = written(CLAIMS[0], CLAIMS[1])
    turned = written(CLAIMS[1], CLAIMS[0])
    places = {difference.place for difference in differences(one, turned)}
    assert not any(place.startswith("claim") for place in places)
    assert "claim C2" in {difference.place for difference in differences(one, written(CLAIMS[0]))}
