import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cleanclaim.interfaces.cli.main import app
from cleanclaim.interfaces.cli.serve import demo_ready


def environment(data_dir: Path) -> dict[str, str]:
    """An installation of its own."""
    own = {"DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": "cleanclaim.config.settings"}
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | own


@pytest.fixture
def port() -> int:
    """A port nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_an_empty_folder_becomes_a_served_practice_and_stops_cleanly(tmp_path, port):
    command = [sys.executable, "-m", "cleanclaim", "serve", "--no-demo", "--port", str(port)]
    with subprocess.Popen(command, env=environment(tmp_path), stdout=subprocess.PIPE, text=True) as served:
        assert any("is ready" in line for line in served.stdout)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/") as page:
            assert b"Sign in" in page.read()
        served.send_signal(signal.SIGTERM)
        assert served.wait(timeout=15) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_demo_that_was_broken_off_is_not_served(tmp_path):
    (tmp_path / "demo-unfinished").touch()
    with pytest.raises(typer.Exit) as refused:
        demo_ready(tmp_path)
    assert refused.value.exit_code == 1


def test_a_taken_port_is_told_at_once():
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        told = CliRunner().invoke(app, ["serve", "--port", str(taken)])
    assert told.exit_code == 2
    assert f"PORT={taken + 1}" in told.output
