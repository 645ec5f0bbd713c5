"""Lengths, cycles and the like are numbers that may only get better.

A new base, when they did: python tools/style_metrics.py src --root cleanclaim --save tests/architecture/style_base.json
"""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
BASE = "tests/architecture/style_base.json"


def test_no_number_over_its_budget_got_worse():
    command = [sys.executable, "tools/style_metrics.py", "src", "--root", "cleanclaim", "--compare", BASE]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
