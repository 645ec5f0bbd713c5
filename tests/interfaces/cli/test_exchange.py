import pytest
from tests.builders.remittances import a_claim_payment, a_remittance, a_service_payment, an_envelope

from cleanclaim.apps.exchange.services import file_receive
from cleanclaim.core.remittance import write_835_interchange


@pytest.fixture
def received(by) -> bytes:
    """An 835 that came in."""
    content = write_835_interchange([a_remittance(a_claim_payment(a_service_payment()))], an_envelope())
    file_receive(name="era.x12", content=content, partner=None, by=by)
    return content


def test_every_file_is_written_byte_for_byte(run, received, tmp_path):
    told = run("exchange", "export", tmp_path / "wire")
    (file,) = (tmp_path / "wire").iterdir()
    assert told.exit_code == 0
    assert file.name.startswith("in-835-")
    assert file.read_bytes() == received
    assert "1 files written" in told.stdout


def test_again_nothing_is_written(run, received, tmp_path):
    run("exchange", "export", tmp_path)
    assert "0 files written" in run("exchange", "export", tmp_path).stdout


def test_other_content_is_never_overwritten(run, received, tmp_path):
    run("exchange", "export", tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"something else")
    told = run("exchange", "export", tmp_path)
    assert told.exit_code == 2
    assert file.read_bytes() == b"something else"
    assert file.name in told.stderr
