import signal
import subprocess
import sys
from pathlib import Path

import pytest

# A tree of two: `parent` has a child of its own, as a web server has its workers.
TREE = """
import os, sys
from cleanclaim.interfaces.cli.process_tree import run_together

sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
parent = [sys.executable, "-c", "import subprocess as s, sys, time; s.Popen(sys.argv[1:]); time.sleep({life})", *sleep]
sys.exit(run_together(
    {{"web server": parent, "worker": sleep}},
    environment={{**os.environ, "TREE": {mark!r}}},
    is_ready=lambda: True,
    on_ready=lambda: print("ready", flush=True),
    on_death=lambda name, status: print(f"{{name}} ended with {{status}}", flush=True),
))
"""


@pytest.fixture
def tree(tmp_path):
    """Start the tree: gives the process and its output; what it leaves behind is found by `members`."""
    started = []

    def start(life: int = 60) -> subprocess.Popen:
        code = TREE.format(life=life, mark=str(tmp_path))
        started.append(subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True))
        return started[0]

    yield start
    started[0].kill()
    started[0].wait()


def members(mark: Path) -> list[str]:
    """Processes that were started in the tree."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"TREE={mark}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(folder.name)
        except OSError:  # ended meanwhile, or another user's
            continue
    return found


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_nothing_is_left_running(tree, tmp_path, asked):
    process = tree()
    assert process.stdout.readline() == "ready\n"
    assert len(members(tmp_path)) >= 2
    process.send_signal(asked)
    assert process.wait(timeout=15) == 0
    assert members(tmp_path) == []


def test_one_that_ends_by_itself_stops_the_rest_and_is_named(tree, tmp_path):
    process = tree(life=1)
    output, _ = process.communicate(timeout=15)
    assert (process.returncode, output) == (1, "ready\nweb server ended with 0\n")
    assert members(tmp_path) == []
