from datetime import UTC, date, datetime

import pytest

from cleanclaim.core.benefits import (
    Benefit,
    EligibilityRequest,
    EligibilityResponse,
    Problem,
    interpret,
    read_270,
    read_271,
    write_270_interchange,
    write_271_interchange,
)
from cleanclaim.core.claim.value import Address, Party, Person
from cleanclaim.core.x12 import Envelope, read_transactions
from cleanclaim.core.x12.errors import X12Error

SENT_AT = datetime(2026, 5, 4, 9, 15, tzinfo=UTC)
ENVELOPE = Envelope("LARKFIELD", "MERIDIAN", 12, SENT_AT)
PAYER = Party(name="MERIDIAN BLUE", payer_id="60054")
PROVIDER = Party(name="LARKFIELD FAMILY MEDICINE", npi="1234567893")
JANE = Person("DOE", "JANE", birth_date=date(1980, 2, 29), sex="F", member_id="W123")
ANN = Person("DOE", "ANN", birth_date=date(2015, 1, 2), sex="F")


@pytest.mark.parametrize(
    "request_",
    [
        EligibilityRequest(PAYER, PROVIDER, JANE, date(2026, 5, 6), "T1"),
        EligibilityRequest(PAYER, PROVIDER, JANE, date(2026, 5, 6), "T2", ("30", "98")),
        EligibilityRequest(PAYER, PROVIDER, JANE, date(2026, 5, 6), "T3", dependent=ANN, relationship="19"),
    ],
    ids=["plan", "services", "dependent"],
)
def test_a_question_reads_back_the_same(request_):
    (transaction,) = read_transactions(write_270_interchange(request_, ENVELOPE, sent_at=SENT_AT))
    assert read_270(transaction) == (request_,)


@pytest.mark.parametrize(
    "response",
    [
        EligibilityResponse(
            PAYER,
            Person("DOE", "JANE", address=Address("1 MAIN ST", "", "ALBANY", "NY", "12207"), member_id="W123"),
            "T1",
            (
                Benefit(
                    "1", "IND", ("30", "98"), "12", "PPO", dates=(("291", "20260101-20261231"),), messages=("HELLO",)
                ),
                Benefit("B", amount=2_050, period="27", in_network="Y", procedure="99213"),
                Benefit(
                    "R", service_types=("30",), entity=Party(name="NORTHFIELD", payer_id="87726", phone="5855550104")
                ),
            ),
            group_number="G1",
            plan_from=date(2026, 1, 1),
            plan_to=date(2026, 12, 31),
            provider=PROVIDER,
        ),
        EligibilityResponse(PAYER, JANE, "T2", problems=(Problem("75", "C", "2100C"),), provider=PROVIDER),
        EligibilityResponse(PAYER, JANE, "T3", (Benefit("6"),), dependent=ANN, relationship="19", provider=PROVIDER),
    ],
    ids=["active", "problem", "dependent"],
)
def test_an_answer_reads_back_the_same(response):
    (transaction,) = read_transactions(write_271_interchange(response, ENVELOPE, sent_at=SENT_AT))
    assert read_271(transaction) == (response,)


@pytest.mark.corpus
@pytest.mark.parametrize("kind", ["270", "271"])
def test_every_file_of_others_is_read_or_refused_with_a_reason(corpus, kind):
    people, refused = 0, []
    for path in sorted((corpus / kind).iterdir()):
        try:
            people += sum(_people(transaction) for transaction in read_transactions(path))
        except X12Error as error:
            refused.append(str(error))
    assert people >= 12
    assert all(refused)


def _people(transaction) -> int:
    if transaction.kind == "270":
        return len(read_270(transaction))
    responses = read_271(transaction) if transaction.kind == "271" else ()
    return len([interpret(response, on=date(2026, 7, 1)) for response in responses])
