import tracemalloc
from datetime import date

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from tests.builders.any_remittance import remittances
from tests.builders.pyx12_judge import pyx12_faults
from tests.builders.remittances import a_claim_payment, a_remittance, a_service_payment, an_envelope

from cleanclaim.core.claim.value import Adjustment, Party
from cleanclaim.core.remittance import (
    ProviderAdjustment,
    Remittance,
    read_remittances,
    write_835_chunks,
    write_835_interchange,
)
from cleanclaim.core.x12.errors import MalformedSegment, UnwritableValue, X12Error


def written(*remittances_: Remittance) -> bytes:
    return write_835_interchange(remittances_, an_envelope())


def reread(content: bytes) -> Remittance:
    (remittance,) = read_remittances(content)
    assert isinstance(remittance, Remittance), remittance
    return remittance


@given(remittances())
@settings(max_examples=150)
def test_what_is_written_reads_back_the_same(remittance):
    assert reread(written(remittance)) == remittance


@given(remittances())
@settings(max_examples=20)
def test_claims_written_as_they_come_are_the_same_835(remittance):
    head = replace(remittance, claims=())
    chunks = write_835_chunks([(head, iter(remittance.claims))], an_envelope())
    assert b"".join(chunks) == write_835_interchange([remittance], an_envelope())


def test_memory_does_not_grow_with_the_claims_that_are_written():
    claims = (a_claim_payment(a_service_payment(), patient_control_number=f"C{n}") for n in range(20_000))
    tracemalloc.start()
    size = sum(map(len, write_835_chunks([(a_remittance(), claims)], an_envelope())))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 2_000_000
    assert peak < 1_500_000


def test_pyx12_finds_no_fault_in_what_is_written():
    period = a_service_payment(service_from=date(2026, 3, 2), service_to=date(2026, 3, 4), remarks=("M15",))
    bundled = a_service_payment(procedure="80053", procedure_submitted="80048", units_submitted="1")
    claim = a_claim_payment(period, bundled, remarks=("MA18",), crossover=Party(name="CEDAR", payer_id="CED01"))
    pairs = [ProviderAdjustment("WO", 100, "ICN9", "1234567893", date(2026, 12, 31))] * 3
    assert pyx12_faults(written(a_remittance(claim), a_remittance(provider_adjustments=pairs))) == []


def test_adjustments_of_a_claim_without_lines_are_read_at_claim_level():
    claim = a_claim_payment(lines=(), charge=15_000, paid=10_000, adjustments=(Adjustment("CO", "94", 5_000),))
    assert reread(written(a_remittance(claim))).claims[0].adjustments == (Adjustment("CO", "94", 5_000),)


def test_an_empty_quantity_keeps_its_place_between_two_reasons():
    line = a_service_payment(adjustments=(Adjustment("CO", "45", 3_000), Adjustment("CO", "59", 2_000)))
    content = written(a_remittance(a_claim_payment(line)))
    assert b"~CAS*CO*45*30**59*20~" in content
    assert reread(content).claims[0].lines[0].adjustments == line.adjustments


def test_the_procedure_as_billed_is_kept_beside_the_one_that_is_paid():
    line = a_service_payment(procedure="80053", procedure_submitted="80048", units_submitted="1")
    read = reread(written(a_remittance(a_claim_payment(line)))).claims[0].lines[0]
    assert (read.procedure, read.procedure_submitted) == ("80053", "80048")


def test_several_pairs_of_one_plb_are_numbered_over_the_file():
    pairs = [ProviderAdjustment("WO", 100, "ICN9", "1234567893", None, i) for i in range(1, 9)]
    first, second = (part for part in read_remittances(written(*[a_remittance(provider_adjustments=pairs)] * 2)))
    assert [one.index for one in second.provider_adjustments] == list(range(9, 17))
    assert len(first.provider_adjustments) == 8


def test_remarks_stand_in_moa_and_the_crossover_payer_is_named():
    claim = a_claim_payment(status="19", remarks=("MA18",), crossover=Party(name="CEDAR", payer_id="CED01"))
    content = written(a_remittance(claim))
    assert b"~MOA***MA18~" in content
    assert reread(content).claims[0].crossover == claim.crossover


def test_a_claim_carries_at_most_ten_remarks():
    with pytest.raises(UnwritableValue, match="11 remark codes"):
        written(a_remittance(a_claim_payment(remarks=("N1",) * 11)))


def test_an_amount_that_is_none_is_named_with_its_place():
    (error,) = read_remittances(
        written(a_remittance()).replace(b"CLP*CLM-1*1*150*", b"CLP*CLM-1*1*1e2*"), file="era.x12"
    )
    assert isinstance(error, MalformedSegment)
    assert str(error) == "era.x12, segment 13, loop 2100, CLP03: '1e2' is not an amount"


def test_a_bad_transaction_does_not_hide_its_siblings():
    content = written(a_remittance(), a_remittance(trace_number="BAD"), a_remittance(trace_number="EFT1003"))
    broken = content.replace(b"TRN*1*BAD", b"XXX*1*BAD")
    first, error, third = read_remittances(broken)
    assert isinstance(error, X12Error)
    assert [first.claims[0].index, third.claims[0].index] == [1, 3]


def test_a_dropped_segment_is_damage_even_when_the_sums_hold():
    (error,) = read_remittances(written(a_remittance()).replace(b"~PER*BL*PROVIDER SERVICES*TE*2125550103", b""))
    assert "SE01" in str(error)


@pytest.mark.corpus
def test_every_835_of_others_is_read_or_refused_with_a_reason(corpus):
    answers = [part for path in sorted((corpus / "835").iterdir()) for part in read_remittances(path)]
    refused = [str(part) for part in answers if isinstance(part, X12Error)]
    assert len(answers) - len(refused) >= 40
    assert all(refused)
