"""One scenario in a process of its own: python -m tests.faults.scenarios NAME NUMBER; its findings are the last line.

The database is the one of DATA_DIR and DATABASE_URL; `fill` makes it first.
"""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import django

CLAIMS = 120


def main(name: str, number: str = "0") -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanclaim.config.settings")
    django.setup()
    told = fill() if name == "fill" else asdict(run(name, int(number)))
    print(json.dumps(told))


def run(name: str, number: int) -> object:
    from tests.faults import cuts, disks, kills, pairs
    from tests.faults.copies import Copies

    scenario = {
        "kills": kills.kills,
        "cuts": cuts.cuts,
        "cut at start": cuts.cut_at_start,
        "cut at claim": cuts.cut_at_claim,
        "cut at end": cuts.cut_at_end,
        "cut of timer": cuts.cut_of_timer,
        "full disk": disks.full,
        "pairs": pairs.pairs,
    }[name]
    return scenario(Copies(), content_file().read_bytes(), number)


def fill() -> dict:
    """Make the practice that every scenario starts from."""
    from django.core.management import call_command
    from tests.faults.copies import emptied
    from tests.faults.practices import practice_made

    if url := os.environ.get("DATABASE_URL"):
        emptied(url)
    call_command("migrate", verbosity=0)
    content_file().write_bytes(practice_made(CLAIMS))
    return {"claims": CLAIMS}


def content_file() -> Path:
    """The 835 that is taken in."""
    return Path(os.environ["DATA_DIR"]) / "second.x12"


if __name__ == "__main__":
    main(*sys.argv[1:])
