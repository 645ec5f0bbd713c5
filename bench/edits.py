"""How many claims a second the edits judge: all edits on, every table loaded, one process and two.

python bench/edits.py --claims 100000 --write docs/benchmarks.md

The claims are those of `clinic.py`; the tables are those of `quarter.py`, or what is loaded in `--codesets`.  One
process and two are measured alternately, a part of the claims each time, so that a processor which changes its speed
counts for both alike.  Making the claims is not timed.
"""

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from judging import Judged, Part, judged_at_once, judged_in_turn, judges  # noqa: E402
from quarter import fill  # noqa: E402

from cleanclaim.core.codesets import CodeSets, open_codesets  # noqa: E402
from cleanclaim.core.edits import ALL_EDITS  # noqa: E402

PROCESSES, AT_ONCE = 2, 5_000  # claims held in memory
FAULTY, PAIRS = 0.15, 3_000_000
HEADING = "## Edits"
NOTE = """\
`make bench-edits`: claims as a medical group sends them, 15 of 100 with a fault; all edits on, a quarter of every table
loaded. Rates on the clock are of processes that were started, and their claims made, before."""
TABLES = ("ptp_practitioner", "ptp_outpatient", "mue_practitioner", "mue_outpatient", "add_on", "fees")
Rounds = Sequence[tuple[list[Judged], float]]


def main() -> None:
    """Measure and print; with --write, put the table into the document."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--claims", type=int, default=100_000)
    asked.add_argument("--codesets", type=Path)
    asked.add_argument("--write", type=Path)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.codesets or Path(name)
        if not options.codesets:
            fill(folder, PAIRS)
        table = "\n".join(["| what | figure | bar |", "|---|---:|---:|", *measured(options.claims, folder)])
    print(table)
    if options.write:
        _put(options.write, table)


def measured(claims: int, folder: Path) -> list[str]:
    """The rows of the table."""
    load = os.getloadavg()[0]
    at_once = min(AT_ONCE, claims // PROCESSES)
    alone, together = [], []
    with judges(PROCESSES, folder) as lines:
        for seed in range(1, claims // at_once, PROCESSES):
            parts = [Part(seed + place, at_once, FAULTY) for place in range(PROCESSES)]
            alone.append(judged_in_turn(lines, parts))
            together.append(judged_at_once(lines, [part._replace(seed=part.seed + claims) for part in parts]))
        faulty, _ = judged_in_turn(lines, [Part(place, at_once, 1.0) for place in range(PROCESSES)])
    return [f"| {name} | {figure} | {bar} |" for name, figure, bar in _rows(alone, together, faulty, folder, load)]


def _rows(
    alone: Rounds, together: Rounds, faulty: Sequence[Judged], folder: Path, load: float
) -> list[tuple[str, str, str]]:
    judged = [each for some, _ in alone for each in some]
    times = sorted(seconds for each in judged for seconds in each.times)
    one, two = _rate(alone), _rate(together)
    return [
        ("claims", f"{len(times):,}", ""),
        ("edits", f"{len(ALL_EDITS)}", ""),
        ("findings for each claim", f"{sum(each.findings for each in judged) / len(times):.2f}", ""),
        ("rows of the tables", _loaded(open_codesets(folder)), ""),
        ("claims per CPU second", f"{len(times) / sum(times):,.0f}", "5,000"),
        ("the same, every claim with a fault", f"{_cpu_rate(faulty):,.0f}", ""),
        ("99th of a hundred claims", f"{times[len(times) * 99 // 100] * 1_000:.2f} ms", "3 ms"),
        ("claims a second on the clock, one process", f"{one:,.0f}", "5,000"),
        ("two processes at once", f"{two:,.0f}", ""),
        ("two, times one", f"{two / one:.2f}", "1.8"),
        ("peak memory of a process, tables included", f"{max(each.memory for each in judged)} MB", "600 MB"),
        ("load of the machine before", f"{load:.1f}", ""),
    ]


def _rate(rounds: Rounds) -> float:
    """Claims a second on the clock."""
    return sum(len(each.times) for some, _ in rounds for each in some) / sum(seconds for _, seconds in rounds)


def _cpu_rate(judged: Sequence[Judged]) -> float:
    return sum(len(each.times) for each in judged) / sum(sum(each.times) for each in judged)


def _loaded(codesets: CodeSets) -> str:
    rows = {name: sum(each.rows for each in getattr(codesets, name).loaded) for name in TABLES}
    return ", ".join(f"{name} {count:,}" for name, count in rows.items() if count) or "none"


def _put(document: Path, table: str) -> None:
    """Replaces the table under the heading, and the note above it; what is said below stays."""
    before, _, after = document.read_text(encoding="utf-8").partition(f"\n{HEADING}\n")
    rest = re.sub(r"\A.*?(\n\|[^\n]*)+\n", "", after, count=1, flags=re.DOTALL)
    document.write_text(f"{before.rstrip()}\n\n{HEADING}\n\n{NOTE}\n\n{table}\n{rest}", encoding="utf-8")


if __name__ == "__main__":
    main()
