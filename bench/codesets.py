"""Opening, asking and holding the code sets with a quarter loaded: `make bench-codes`.

    python bench/codesets.py [--pairs 3000000]

Fills a throw-away folder with made-up tables of the real sizes, opens everything in a process of its own, and prints
one table.  Times are processor time; memory is counted after every page of the tables was read.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from quarter import CODES, fill  # noqa: E402

from cleanclaim.core.codesets import CodeSets, open_codesets  # noqa: E402
from cleanclaim.core.codesets.mapped import MappedTable  # noqa: E402
from cleanclaim.core.codesets.releases import TABLE  # noqa: E402

ON = date(2026, 9, 15)
TIMES = 20_000
TYPED = (
    "chest pain on breathing",
    "htn",
    "dm2 neuropathy",
    "s/p",
    "left knee pain",
    "fracture of left radius",
    "sugar",
)
MAPPED: list[MappedTable] = []
FAST = dict.fromkeys(("diagnosis", "procedure", "units"), "2 µs")
BARS = {**FAST, "open": "50 ms", "pair": "5 µs", "search": "20 ms", "resident": "300 MB"}


def measure(folder: Path) -> dict[str, str]:
    """Every figure, of one process that opens and asks."""
    start = time.process_time()
    tables = open_codesets(folder)
    figures = {"open": f"{(time.process_time() - start) * 1e3:.1f} ms"}
    start = time.process_time()
    tables.procedures.has("J0001", on=ON)
    figures["first procedure"] = f"{(time.process_time() - start) * 1e3:.1f} ms"
    chosen = random.Random(7)
    for name, question in questions(tables, chosen):
        figures[name] = f"{cost(question) * 1e6:.2f} µs"
    slowest = max(cost(lambda text=text: tables.search_diagnoses(text, on=ON), times=5) for text in TYPED)
    figures["search diagnoses"] = f"{slowest * 1e3:.1f} ms"
    slowest = max(cost(lambda text=text: tables.search_procedures(text, on=ON), times=5) for text in TYPED)
    figures["search procedures"] = f"{slowest * 1e3:.1f} ms"
    for path in folder.glob(f"*/*/{TABLE}"):
        MAPPED.append(MappedTable(path))
        sum(sum(MAPPED[-1][column][::512]) for column in MAPPED[-1])
    figures["resident, all of it"], figures["of that its own"] = memory()
    return figures


def questions(tables: CodeSets, chosen: random.Random) -> Iterator[tuple[str, Callable[[], object]]]:
    """What edits ask for each line, with ever other codes."""
    some = iter(chosen.choices(CODES, k=TIMES * 12))
    beginning = tables.icd10cm.children("E11", on=ON)
    diagnoses = iter(chosen.choices([found.code for found in beginning], k=TIMES * 6))
    practitioner, limits = tables.ptp_practitioner, tables.mue_practitioner
    yield "diagnosis", lambda: tables.icd10cm.has(next(diagnoses), on=ON)
    yield "procedure", lambda: tables.procedures.has(next(some), on=ON)
    yield "units", lambda: limits.at(ON).limit(next(some))
    yield "pair", lambda: practitioner.at(ON).pair(next(some), next(some), on=ON)


def cost(question: Callable[[], object], *, times: int = TIMES) -> float:
    """Seconds for one answer: the best of three rounds, the call of the question included."""
    rounds = [_round(question, times) for _ in range(3)]
    return min(rounds)


def _round(question: Callable[[], object], times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        question()
    return (time.process_time() - start) / times


def memory() -> tuple[str, str]:
    """What is resident with every page of the tables read, and what of it is not shared, by the kernel's count."""
    sums: dict[str, int] = {}
    for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
        name, _, kilobytes = line.partition(":")
        sums[name] = int(kilobytes.split()[0])
    return f"{sums['Rss'] / 1024:.0f} MB", f"{sums['Private_Dirty'] / 1024:.0f} MB"


def main() -> None:
    """Fill, measure in a fresh process, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=3_000_000)
    parser.add_argument("--measure", type=Path)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure)))
        return
    with TemporaryDirectory() as place:
        open_codesets(Path(place))
        fill(Path(place), given.pairs)
        command = [sys.executable, __file__, "--measure", place]
        figures = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    print(f"| of the code sets, {given.pairs:,} pairs loaded | figure | bar |\n|---|---:|---:|")
    for name, figure in figures.items():
        bar = next((limit for begins, limit in BARS.items() if name.startswith(begins)), "")
        print(f"| {name} | {figure} | {bar} |")


if __name__ == "__main__":
    main()
