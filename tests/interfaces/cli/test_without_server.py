import os
import subprocess
import sys

import pytest

WITHOUT_DJANGO = "import sys; sys.modules['django'] = None; from cleanclaim.interfaces.cli.main import app; app()"


@pytest.mark.parametrize(("arguments", "status"), [(["--help"], 0), (["serve"], 2), (["audit", "ledger"], 2)])
def test_what_needs_the_application_says_what_to_install(arguments, status):
    command = [sys.executable, "-c", WITHOUT_DJANGO, *arguments]
    run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "COLUMNS": "200"}, check=False)
    assert run.returncode == status
    assert 'pip install "cleanclaim[server]"' in run.stdout + run.stderr
