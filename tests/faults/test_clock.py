from datetime import date

from bench.sent import claims_sent, remittance_of

from cleanclaim import clock
from cleanclaim.apps.exchange.services import file_receive
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.models import JournalLink, JournalTransaction
from cleanclaim.interfaces.jobs.intake import file_take_in

LATER, EARLIER = date(2026, 3, 9), date(2026, 3, 8)


def test_the_books_keep_their_order_when_the_clock_is_set_back_between_two_postings(by):
    with clock.at(LATER):
        answers = claims_sent(range(2))
        first = taken_in(remittance_of(answers[:1], "EFT1"), by)
    with clock.at(EARLIER):
        taken_in(remittance_of(answers[1:], "EFT2"), by)
        taken_in(first, by)
    assert ledger_faults() == []
    rows = JournalLink.objects.order_by("position").values_list("transaction", flat=True)
    assert list(rows) == list(JournalTransaction.objects.order_by("pk").values_list("pk", flat=True))


def test_what_was_posted_before_the_clock_was_set_back_is_not_posted_again(by):
    with clock.at(LATER):
        content = taken_in(remittance_of(claims_sent(range(1)), "EFT1"), by)
    size = JournalTransaction.objects.count()
    with clock.at(EARLIER):
        taken_in(content, by)
    assert JournalTransaction.objects.count() == size


def taken_in(content: bytes, by) -> bytes:
    file = file_receive(name="835.x12", content=content, partner=None, by=by).file
    file_take_in(file=file, by=by)
    return content
