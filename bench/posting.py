"""Posting one 835 of many claims, beside the driver inserting the same rows: `make bench-posting CLAIMS=10000`.

The driver's share: the rows that the posting wrote are read back and inserted into an empty table of the same columns
and indexes, by COPY on PostgreSQL and by executemany on SQLite.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanclaim.config.settings")

HEAD = """
| engine | claims | posted, claims/s | CPU ms a claim | rows | driver alone, claims/s | ratio | peak MB |
|---|---:|---:|---:|---:|---:|---:|---:|"""


def main() -> int:
    from tests.postgresql import throw_away_cluster

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--claims", type=int, default=10_000)
    options.add_argument("--engine", choices=["sqlite", "postgresql"])
    options.add_argument("--figures", type=Path)
    asked = options.parse_args()
    if asked.figures:
        measure(asked.claims, asked.figures)
        return 0
    rows = []
    with TemporaryDirectory(prefix="cleanclaim-bench-", dir=os.environ.get("TMPDIR")) as name:
        folder = Path(name)
        folder.chmod(0o711)
        if asked.engine != "postgresql":
            rows.append(engine("SQLite", folder / "sqlite", asked.claims))
        if asked.engine != "sqlite":
            (folder / "cluster").mkdir()
            with throw_away_cluster(folder / "cluster") as url:
                rows.append(engine("PostgreSQL", folder / "postgresql", asked.claims, DATABASE_URL=url))
    print(f"{HEAD}\n" + "\n".join(rows) + f"\n\nload {os.getloadavg()[0]:.1f}")
    return 0


def engine(name: str, folder: Path, claims: int, **environment: str) -> str:
    """One engine in a process of its own: its line of the table."""
    folder.mkdir()
    inherited = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    command = [sys.executable, __file__, "--claims", str(claims), "--figures", folder / "figures.json"]
    subprocess.run(command, env=inherited | environment | {"DATA_DIR": str(folder)}, check=True)
    seconds, cpu, rows, alone, peak = json.loads((folder / "figures.json").read_text())
    return (
        f"| {name} | {claims:,} | {claims / seconds:,.0f} | {cpu / claims * 1_000:.2f} | {rows:,} | "
        f"{claims / alone:,.0f} | 1/{seconds / alone:.0f} | {peak:,.0f} |"
    )


def measure(claims: int, figures: Path) -> None:
    """Fill, post, prove the books, insert the same rows again with the driver alone."""
    import django

    django.setup()
    from django.core.management import call_command
    from driver import inserted_again, last_keys
    from sent import claims_sent, remittance_of
    from tests.builders.practices import a_practice

    from cleanclaim.apps.exchange.services import file_receive
    from cleanclaim.apps.ledger.audit import ledger_faults
    from cleanclaim.apps.practices.acting import acting_as, system_actor
    from cleanclaim.interfaces.jobs.intake import file_take_in

    call_command("migrate", verbosity=0)
    by = system_actor(a_practice())
    with acting_as(by):
        content = remittance_of(claims_sent(range(claims)), "EFT1")
        file = file_receive(name="big.x12", content=content, partner=None, by=by).file
        before, wall, work = last_keys(), perf_counter(), process_time()
        file_take_in(file=file, by=by)
        seconds, cpu = perf_counter() - wall, process_time() - work
        peak = getrusage(RUSAGE_SELF).ru_maxrss / 1024
        file.refresh_from_db()
        assert (file.state, ledger_faults()) == ("read", []), (file.state, file.problem)
        rows, alone = inserted_again(before)
    figures.write_text(json.dumps([seconds, cpu, rows, alone, peak]))


if __name__ == "__main__":
    sys.exit(main())
