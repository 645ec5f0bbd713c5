"""Our judge and pyx12 over thousands of damaged files: `python bench/judge_pyx12.py [COUNT] [SEED] [PROCESSES]`.

Prints each file about which they differ and the table of disagreements does not say why, then the counts.
"""

import logging
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from time import process_time

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.builders.mutations import mutations  # noqa: E402
from tests.builders.two_judges import Verdicts, verdicts  # noqa: E402

CHUNK = 100  # files


def main(count: int = 3000, seed: int = 1, processes: int = 0) -> int:
    """How many differ without a reason; `processes` 0 takes every core."""
    counts: Counter[str] = Counter()
    seconds = 0.0
    chunks = [(count, seed, first) for first in range(0, count, CHUNK)]
    with ProcessPoolExecutor(processes or os.cpu_count()) as pool:
        for judged, spent in pool.map(chunk, chunks):
            seconds += spent
            for name, what, found in judged:
                counts[outcome(found)] += 1
                if not found.agree:
                    sys.stdout.write(f"{name}: {what}\n  ours: {found.ours}\n  pyx12: {found.theirs}\n")
    sys.stdout.write(f"{count} files (seed {seed}), {seconds:.0f} CPU s: {dict(counts.most_common())}\n")
    return counts["differ"]


def chunk(which: tuple[int, int, int]) -> tuple[list[tuple[str, str, Verdicts]], float]:
    """The verdicts on some of the files, and the CPU seconds that they took."""
    logging.disable(logging.CRITICAL)  # pyx12 logs every fault
    count, seed, first = which
    start = process_time()
    files = islice(mutations(count, seed=seed), first, first + CHUNK)
    return [(name, what, verdicts(name, content)) for name, what, content in files], process_time() - start


def outcome(found: Verdicts) -> str:
    """In words; a file in which both find nothing has the same segments."""
    ours, theirs = found.segments
    if not found.agree:
        return "differ"
    if not ours:
        return "both find nothing"
    return "the same segments" if ours == theirs else "some segments in common" if ours & theirs else "no segment"


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:])) else 0)
