"""What `bench/x12.py` measures of ours, each in a process of its own: python x12_ours.py TASK FILE

Prints what was found as JSON; with `seconds`, the CPU seconds of the task alone, where a file must be read first.
"""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from time import process_time

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

AS_OF = date(2027, 1, 31)


def columns(path: Path) -> dict[str, int]:
    """An 835 as Arrow tables, its sums proven."""
    import pyarrow.compute as pc

    from cleanclaim.core.x12.columns import read_columns

    found = {"claims": 0, "lines": 0, "charged": 0, "paid": 0, "errors": 0}
    for tables in read_columns(path):
        found["claims"] += tables.claims.num_rows
        found["lines"] += tables.lines.num_rows
        found["charged"] += pc.sum(tables.claims["charge"]).as_py() or 0
        found["paid"] += pc.sum(tables.claims["paid"]).as_py() or 0
        found["errors"] += tables.errors.num_rows
    return found


def read_835(path: Path) -> dict[str, int]:
    """An 835 as typed values, its sums proven, a claim at a time."""
    from cleanclaim.core.remittance import ClaimPayment, stream_835
    from cleanclaim.core.x12.errors import X12Error

    found = {"claims": 0, "lines": 0, "charged": 0, "paid": 0, "errors": 0}
    for event in stream_835(path):
        if isinstance(event, ClaimPayment):
            found["claims"] += 1
            found["lines"] += len(event.lines)
            found["charged"] += event.charge
            found["paid"] += event.paid
        found["errors"] += isinstance(event, X12Error)
    return found


def read_837(path: Path) -> dict[str, int]:
    """An 837P as typed claims, one at a time."""
    from cleanclaim.core.claim import read_claims

    found = {"claims": 0, "lines": 0, "charged": 0}
    for claim in read_claims(path):
        found["claims"] += 1
        found["lines"] += len(claim.lines)
        found["charged"] += claim.total_charge
    return found


def write_837(path: Path) -> dict[str, float]:
    """The claims of an 837P written back; reading them is not timed."""
    import gc

    from cleanclaim.core.claim import Batch, read_batches, write_837_interchange
    from cleanclaim.core.x12 import Envelope

    batches: list[tuple[Batch, list]] = []
    for item in read_batches(path):
        if isinstance(item, Batch):
            batches.append((item, []))
        else:
            batches[-1][1].append(item)
    gc.freeze()
    start = process_time()
    written = write_837_interchange(batches, Envelope("SENDER", "RECEIVER", 1, datetime(2027, 1, 4, 8, 30)))  # noqa: DTZ001
    seconds = process_time() - start
    claims = [claim for _, some in batches for claim in some]
    return {
        "claims": len(claims),
        "lines": sum(len(claim.lines) for claim in claims),
        "charged": sum(claim.total_charge for claim in claims),
        "seconds": seconds,
        "bytes": len(written),
    }


def judge_837(path: Path) -> dict[str, float]:
    """An 837P judged at SNIP 1 to 5; opening the code sets is not timed."""
    from cleanclaim.core.codesets import open_codesets
    from cleanclaim.core.x12 import check
    from cleanclaim.library import codesets_folder

    codesets = open_codesets(codesets_folder())
    codesets.icd10cm.has("I10", on=AS_OF)
    start = process_time()
    found = sum(1 for _ in check(path, levels=range(1, 6), codesets=codesets, as_of=AS_OF))
    return {"faults": found, "seconds": process_time() - start}


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](Path(sys.argv[2]))))
