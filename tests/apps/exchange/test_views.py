"""Files are shown and saved byte for byte; nobody may change them."""

from tests.builders.payments import a_billed_claim, file_of, from_payer, paid_in_full
from tests.builders.practices import an_actor

from cleanclaim.apps.remittances.services import remittance_receive


def a_received_file(by):
    claim = a_billed_claim()
    file = file_of(from_payer(claim.payer, paid_in_full(claim)), name="era.x12")
    remittance_receive(file=file, by=by)
    return file


def test_the_list_names_file_transaction_and_state(by, practice, browsing_as):
    a_received_file(by)
    page = browsing_as(an_actor(practice, "biller")).get("/exchange/").content.decode()
    assert "era.x12" in page
    assert "835" in page
    assert "Read" in page


def test_a_file_shows_its_segments_and_its_payments(by, practice, browsing_as):
    file = a_received_file(by)
    page = browsing_as(an_actor(practice, "biller")).get(f"/exchange/{file.pk}/").content.decode()
    assert "\nTRN*1*EFT" in page
    assert f"/remittances/{file.remittances.get().pk}/" in page


def test_the_bytes_are_those_of_the_wire(by, practice, browsing_as):
    file = a_received_file(by)
    answer = browsing_as(an_actor(practice, "biller")).get(f"/exchange/{file.pk}/raw/")
    assert answer.content == bytes(file.content)


def test_the_front_desk_does_not_read_files(by, practice, browsing_as):
    file = a_received_file(by)
    assert browsing_as(an_actor(practice, "front_desk")).get(f"/exchange/{file.pk}/").status_code == 404
