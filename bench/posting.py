"""Posting one 835 of many claims, beside the driver inserting the same rows: `make bench-posting CLAIMS=100000`.

The driver's share: the rows that the posting wrote are read back and inserted into an empty table of the same columns
and indexes, by COPY on PostgreSQL and by executemany on SQLite; once more with the same foreign keys.  A file of a
quarter goes first, to see what memory it takes.  On PostgreSQL two workers then post two files of a half at once.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanclaim.config.settings")

COLUMNS = (
    "engine", "claims", "posted, claims/s", "CPU ms a claim", "rows", "driver alone, claims/s", "ratio",
    "with foreign keys", "ratio", "two workers, times one", "peak MB", "of a quarter",
)  # fmt: skip
QUARTER, WHOLE, HALVES = "quarter", "whole", ("one half", "other half")
STEPS = ("fill", "post", "again", "prove")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--claims", type=int, default=10_000)
    options.add_argument("--engine", choices=["sqlite", "postgresql"])
    options.add_argument("--step", choices=STEPS, help="for itself: only this")
    options.add_argument("--file", help="for itself: what to post")
    asked = options.parse_args()
    if asked.step:
        step(asked)
        return 0
    print(f"\n| {' | '.join(COLUMNS)} |\n|---|{'---:|' * (len(COLUMNS) - 1)}")
    with TemporaryDirectory(prefix="cleanclaim-bench-", dir=os.environ.get("TMPDIR")) as name:
        folder = Path(name)
        folder.chmod(0o711)
        for engine in [asked.engine] if asked.engine else ["sqlite", "postgresql"]:
            with database(engine, folder / engine) as environment:
                print(f"| {' | '.join(measured(engine, asked.claims, environment))} |", flush=True)
    print(f"\nload {os.getloadavg()[0]:.1f}")
    return 0


@contextmanager
def database(engine: str, folder: Path) -> Iterator[dict[str, str]]:
    """An empty database of the engine: the environment that leads to it."""
    from tests.postgresql import throw_away_cluster

    folder.mkdir(mode=0o711)
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {"DATA_DIR": str(folder)}
    if engine == "sqlite":
        yield environment
        return
    (folder / "cluster").mkdir()
    with throw_away_cluster(folder / "cluster") as url:
        yield environment | {"DATABASE_URL": url}


def measured(engine: str, claims: int, environment: dict[str, str]) -> list[str]:
    """The engine's line of the table.  Each step has a process of its own: only the posting's memory is seen."""
    begun: list[subprocess.Popen] = []

    def begin(step: str, file: str = "") -> None:
        command = [sys.executable, __file__, "--claims", str(claims), "--step", step, "--file", file]
        begun.append(subprocess.Popen(command, env=environment))

    def ended() -> None:
        while begun:
            assert begun.pop().wait() == 0

    for one, file in (("fill", ""), ("post", QUARTER), ("post", WHOLE), ("again", "")):
        begin(one, file)
        ended()
    for file in HALVES if engine == "postgresql" else ():
        begin("post", file)
    ended()
    begin("prove")
    ended()
    told = {each.stem: json.loads(each.read_text()) for each in Path(environment["DATA_DIR"]).glob("*.json")}
    return told_of(engine, claims, told)


def told_of(engine: str, claims: int, told: dict[str, dict]) -> list[str]:
    whole, again = told[WHOLE], told["again"]
    seconds, two = whole["end"] - whole["start"], "-"
    if engine == "postgresql":
        halves = [told[name] for name in HALVES]
        both = max(half["end"] for half in halves) - min(half["start"] for half in halves)
        two = f"{seconds / both:.2f}"
    figures = [engine, f"{claims:,}", f"{claims / seconds:,.0f}", f"{whole['cpu'] / claims * 1_000:.2f}"]
    figures += [f"{again['rows']:,}"]
    for alone in again["bare"], again["keyed"]:
        figures += [f"{claims / alone:,.0f}", f"1/{seconds / alone:.1f}"]
    return [*figures, two, f"{whole['peak']:,.0f}", f"{told[QUARTER]['peak']:,.0f}"]


def step(asked: argparse.Namespace) -> None:
    import django

    django.setup()
    import posting_steps as steps

    half = asked.claims // 2
    sizes = {QUARTER: asked.claims // 4, WHOLE: asked.claims}
    if os.environ.get("DATABASE_URL"):
        sizes |= dict.fromkeys(HALVES, half)
    {
        "fill": lambda: steps.fill(sizes),
        "post": lambda: steps.post(asked.file),
        "again": lambda: steps.again(WHOLE),
        "prove": steps.prove,
    }[asked.step]()


if __name__ == "__main__":
    sys.exit(main())
