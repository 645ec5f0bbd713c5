"""How many claims a second the edits judge: all edits on, on one core and on two, from a file of made-up claims.

python bench/edits.py --claims 100000 --write docs/benchmarks.md

The claims are those of `--file` (an 837P) or of `x12_files.py`.  Reading the file is not timed.  The code sets are
those of `--codesets`, with whatever releases are loaded there.
"""

import argparse
import os
import resource
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from time import process_time

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from x12_files import write  # noqa: E402

from cleanclaim.core.claim import Claim, read_claims  # noqa: E402
from cleanclaim.core.codesets import CodeSets, open_codesets  # noqa: E402
from cleanclaim.core.edits import ALL_EDITS, PayerRules, run_edits  # noqa: E402

AS_OF = date(2027, 1, 31)
AT_ONCE = 5_000  # claims held in memory
BYTES_A_CLAIM = 900
HEADING = "## Edits"


def main() -> None:
    """Measure and print; with --write, put the table into the document."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--claims", type=int, default=100_000)
    asked.add_argument("--file", type=Path)
    asked.add_argument("--codesets", type=Path, default=Path(os.environ.get("DATA_DIR", ROOT / "var")) / "codesets")
    asked.add_argument("--write", type=Path)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = options.file or Path(folder) / "claims.837"
        if not options.file:
            write(file, "837P", options.claims * BYTES_A_CLAIM)
        table = _table(file, options.claims, options.codesets)
    print(table)
    if options.write:
        _put(options.write, table)


def _table(file: Path, wanted: int, folder: Path) -> str:
    one = judge(file, wanted, folder)
    count, findings, seconds, slow, memory = one
    parted = _by_two(file, wanted, folder)
    loaded = [f"{name} {len(each)}" for name, each in _releases(open_codesets(folder)).items() if each]
    rows = [
        ("claims", f"{count:,}"),
        ("edits", f"{len(ALL_EDITS)}"),
        ("findings for each claim", f"{findings / count:.1f}"),
        ("releases loaded", ", ".join(loaded) or "none"),
        ("claims per CPU second, one process", f"{count / seconds:,.0f}"),
        ("99th of a hundred claims", f"{slow * 1_000:.2f} ms"),
        ("peak memory of the process", f"{memory} MB"),
        ("two processes, times one (CPU time of the slower)", f"{parted:.2f}"),
    ]
    return "\n".join(["| what | |", "|---|---:|", *(f"| {name} | {value} |" for name, value in rows)])


def judge(file: Path, wanted: int, folder: Path, part: int = 0, parts: int = 1) -> tuple[int, int, float, float, int]:
    """Judges every `parts`-th claim: claims, findings, CPU seconds, seconds of the 99th of 100, MB at most."""
    codesets = open_codesets(folder)
    claims = (each for each in read_claims(file) if isinstance(each, Claim))
    mine = islice(claims, part, wanted, parts)
    count = findings = 0
    times: list[float] = []
    while some := list(islice(mine, AT_ONCE)):
        findings += _judge(some, codesets, times)
        count += len(some)
    times.sort()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return count, findings, sum(times), times[len(times) * 99 // 100], memory


def _judge(claims: Sequence[Claim], codesets: CodeSets, times: list[float]) -> int:
    findings = 0
    for claim in claims:
        start = process_time()
        payer = PayerRules(filing_code=claim.filing_code)
        findings += len(run_edits(claim, codesets=codesets, as_of=AS_OF, payer=payer))
        times.append(process_time() - start)
    return findings


def _by_two(file: Path, wanted: int, folder: Path) -> float:
    """How much sooner two processes are done that judge every other claim each, at the same time."""
    spawned = get_context("spawn")
    with spawned.Pool(2) as pool:
        pool.starmap(judge, [(file, 10, folder, part, 2) for part in (0, 1)])
        alone = _longest(pool.starmap(judge, [(file, wanted, folder, 0, 1)]))
        both = _longest(pool.starmap(judge, [(file, wanted, folder, part, 2) for part in (0, 1)], chunksize=1))
    return alone / both


def _longest(answers: Sequence[tuple[int, int, float, float, int]]) -> float:
    return max(seconds for _, _, seconds, _, _ in answers)


def _releases(codesets: CodeSets) -> dict[str, Sequence[object]]:
    names = ("ptp_practitioner", "ptp_outpatient", "mue_practitioner", "mue_outpatient", "add_on", "fees")
    return {name: getattr(codesets, name).loaded for name in names}


def _put(document: Path, table: str) -> None:
    """Replaces the table under the heading, or adds both at the end."""
    text = document.read_text(encoding="utf-8")
    before, found, after = text.partition(f"\n{HEADING}\n")
    following = after.find("\n## ") if found else -1
    rest = after[following:] if following >= 0 else ""
    note = "`make bench-edits`: all edits on; CPU time, so that other work on the machine counts little.\n"
    document.write_text(f"{before.rstrip()}\n\n{HEADING}\n\n{note}\n{table}\n{rest}", encoding="utf-8")


if __name__ == "__main__":
    main()
