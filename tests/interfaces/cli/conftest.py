"""Small X12 files of our own, and the command line as a person calls it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tests.builders.claim_values import ENVELOPE, RECEIVER, SUBMITTER, a_claim
from tests.builders.remittances import a_claim_payment, a_remittance, a_service_payment, an_envelope
from typer.testing import CliRunner

from cleanclaim.core.claim import Claim, Party, write_837p_interchange
from cleanclaim.core.identifiers import npi
from cleanclaim.core.remittance import Remittance, write_835_interchange
from cleanclaim.interfaces.cli.main import app

DOCTOR = Party(name="MARSH", first_name="IDA", is_person=True, npi=npi("122222222"), taxonomy="207Q00000X")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> Callable[..., Result]:
    """Call a command; the code sets are those that other tests keep."""
    folder = Path(pytestconfig.cache.mkdir("codesets"))
    monkeypatch.setattr("cleanclaim.interfaces.cli.terminal.codesets_folder", lambda: folder)
    return lambda *arguments, **more: CliRunner().invoke(app, [str(each) for each in arguments], **more)


@pytest.fixture
def an_837(tmp_path: Path) -> Callable[..., Path]:
    """A file of claims; one clean claim when none is given."""

    def write(*claims: Claim, name: str = "claims.x12") -> Path:
        content = write_837p_interchange(
            list(claims) or [a_claim(rendering=DOCTOR, diagnoses=("E11.65",))],
            ENVELOPE,
            submitter=SUBMITTER,
            receiver=RECEIVER,
            reference="1",
        )
        return written(tmp_path / name, content)

    return write


@pytest.fixture
def an_835(tmp_path: Path) -> Callable[..., Path]:
    """A file of one remittance; one that adds up when none is given."""

    def write(remittance: Remittance | None = None, name: str = "payment.x12") -> Path:
        remittance = remittance or a_remittance(a_claim_payment(a_service_payment()))
        return written(tmp_path / name, write_835_interchange([remittance], an_envelope()))

    return write


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
