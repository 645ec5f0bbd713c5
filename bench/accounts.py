"""A long account and the ages of many receivables, on SQLite and on PostgreSQL: `make bench-accounts ENTRIES=10000000`.

The rows are made up by the database itself: charge lines with their entries (5.7 each) and balances, one line in ten
still open, and one patient whose account has 2,000 entries.  Both figures are times on the clock inside the process.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanclaim.config.settings")

TIMES = 40  # answers timed
HEAD = """
| engine | entries | open balances | account of 2,000 entries, p50 | p95 | ages of receivables, p50 | p95 |
|---|---:|---:|---:|---:|---:|---:|"""


def main() -> int:
    from tests.postgresql import throw_away_cluster

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--entries", type=int, default=10_000_000)
    options.add_argument("--figures", type=Path)
    asked = options.parse_args()
    if asked.figures:
        measure(asked.entries, asked.figures)
        return 0
    print(HEAD)
    with TemporaryDirectory(prefix="cleanclaim-bench-", dir=os.environ.get("TMPDIR")) as name:
        folder = Path(name)
        folder.chmod(0o711)
        print(engine("SQLite", folder / "sqlite", asked.entries), flush=True)
        (folder / "cluster").mkdir()
        with throw_away_cluster(folder / "cluster") as url:
            print(engine("PostgreSQL", folder / "postgresql", asked.entries, DATABASE_URL=url))
    print(f"\nload {os.getloadavg()[0]:.1f}")
    return 0


def engine(name: str, folder: Path, entries: int, **environment: str) -> str:
    """One engine in a process of its own: its line of the table."""
    folder.mkdir()
    inherited = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    command = [sys.executable, __file__, "--entries", str(entries), "--figures", folder / "figures.json"]
    subprocess.run(command, env=inherited | environment | {"DATA_DIR": str(folder)}, check=True)
    count, still_open, account, ages = json.loads((folder / "figures.json").read_text())
    times = " | ".join(f"{milliseconds:.0f} ms" for milliseconds in (*account, *ages))
    return f"| {name} | {count:,} | {still_open:,} | {times} |"


def measure(entries: int, figures: Path) -> None:
    """Fill, then ask for the account over the test client and for the ages as Today does."""
    import django

    django.setup()
    from asked import ROLES, client_of
    from django.core.management import call_command
    from entries import fill
    from tests.builders.patients import a_patient
    from tests.builders.practices import a_practice, an_actor

    from cleanclaim import clock
    from cleanclaim.apps.insight.selectors import open_balances, receivables_by_age
    from cleanclaim.apps.ledger.models import JournalEntry
    from cleanclaim.apps.practices.acting import acting_as
    from cleanclaim.interfaces.garbage import loaded_is_kept

    call_command("migrate", verbosity=0)
    by = an_actor(a_practice(), *ROLES)
    with acting_as(by):
        patient, other = a_patient(), a_patient()
        fill(entries * 10 // 57, patient.pk, other.pk)
        counts = JournalEntry.objects.count(), open_balances().count()
        ages = timed(lambda: receivables_by_age(on=clock.today(), by=by))
    loaded_is_kept()  # as a server begins
    client = client_of(by)
    address = f"/ledger/{patient.pk}/"
    assert client.get(address).status_code == 200
    figures.write_text(json.dumps([*counts, timed(lambda: client.get(address)), ages]))


def timed(ask: Callable[[], object]) -> tuple[float, float]:
    """Median and 95th percentile on the clock, in ms."""
    times = []
    for _ in range(TIMES):
        start = perf_counter()
        ask()
        times.append((perf_counter() - start) * 1_000)
    cuts = quantiles(times, n=20)
    return cuts[9], cuts[18]


if __name__ == "__main__":
    sys.exit(main())
