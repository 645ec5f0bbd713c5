"""Our judge and pyx12 over thousands of damaged files: `python bench/judge_pyx12.py [COUNT] [SEED]`.

Prints each file about which they differ and the table of disagreements does not say why, then the counts.
"""

import logging
import sys
from collections import Counter
from time import process_time

from tests.builders.mutations import mutations
from tests.builders.two_judges import verdicts


def main(count: int, seed: int) -> int:
    """How many differ without a reason."""
    logging.disable(logging.CRITICAL)
    counts: Counter[str] = Counter()
    start = process_time()
    for name, what, content in mutations(count, seed=seed):
        found = verdicts(name, content)
        ours, theirs = found.segments
        same = "the same segments" if ours == theirs else "some segments in common" if ours & theirs else "no segment"
        counts[same if found.agree else "differ"] += 1
        if not found.agree:
            sys.stdout.write(f"{name}: {what}\n  ours: {found.ours}\n  pyx12: {found.theirs}\n")
    sys.stdout.write(f"{count} files (seed {seed}), {process_time() - start:.0f} s: {dict(counts)}\n")
    return counts["differ"]


if __name__ == "__main__":
    arguments = [int(text) for text in sys.argv[1:]]
    count, seed = (*arguments, *(3000, 1)[len(arguments) :])
    sys.exit(1 if main(count, seed) else 0)
