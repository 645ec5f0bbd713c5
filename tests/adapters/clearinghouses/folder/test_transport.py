import pytest

from cleanclaim.adapters.clearinghouses.folder import FolderClearinghouse
from cleanclaim.core.ports import PartnerUnavailable, ReceivedFile


@pytest.fixture
def partner(tmp_path):
    (tmp_path / "outbound").mkdir()
    return FolderClearinghouse(tmp_path)


def test_a_delivered_file_lies_whole_in_inbound(partner, tmp_path):
    partner.deliver("837P-000000001.x12", b"ISA")
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "inbound").iterdir()] == [
        ("837P-000000001.x12", b"ISA")
    ]


def test_delivering_the_same_file_again_leaves_one(partner, tmp_path):
    partner.deliver("837P-000000001.x12", b"ISA")
    partner.deliver("837P-000000001.x12", b"ISA")
    assert len(list((tmp_path / "inbound").iterdir())) == 1


def test_a_folder_that_cannot_be_written_is_a_partner_that_is_not_there(tmp_path):
    (tmp_path / "inbound").write_text("a file where the folder should be")
    with pytest.raises(PartnerUnavailable, match="inbound"):
        FolderClearinghouse(tmp_path).deliver("a.x12", b"ISA")


def test_files_are_offered_until_they_are_confirmed(partner, tmp_path):
    (tmp_path / "outbound" / "999-1.x12").write_bytes(b"one")
    assert list(partner.collect()) == list(partner.collect()) == [ReceivedFile("999-1.x12", b"one")]
    partner.confirm("999-1.x12")
    assert list(partner.collect()) == []


def test_what_replaced_a_file_since_it_was_read_is_offered_too(partner, tmp_path):
    (tmp_path / "outbound" / "835.x12").write_bytes(b"old")
    assert [file.content for file in partner.collect()] == [b"old"]
    (tmp_path / "outbound" / "835.x12").write_bytes(b"new")
    partner.confirm("835.x12")
    assert [file.content for file in partner.collect()] == [b"new"]


def test_confirming_twice_is_no_fault(partner):
    partner.confirm("999-1.x12")


def test_a_file_that_is_still_being_written_is_not_offered(partner, tmp_path):
    (tmp_path / "outbound" / "999-1.x12.part").write_bytes(b"half")
    assert list(partner.collect()) == []


@pytest.mark.parametrize("name", ["../secret", "a/b", "", ".."])
def test_a_name_that_leaves_the_folder_is_refused(partner, name):
    with pytest.raises(ValueError, match="not a file name"):
        partner.confirm(name)


def test_a_folder_answers_no_question_at_once(partner):
    with pytest.raises(PartnerUnavailable):
        partner.ask(b"ISA")
