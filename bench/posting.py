"""Posting one 835 of many claims, beside the driver inserting the same rows: `make bench-posting CLAIMS=10000`.

The driver's share: the rows that the posting wrote are read back and inserted into an empty table of the same columns
and indexes, by COPY on PostgreSQL and by executemany on SQLite.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanclaim.config.settings")

HEAD = """
| engine | claims | posted, claims/s | CPU ms a claim | rows | driver alone, claims/s | ratio | peak MB | of a quarter |
|---|---:|---:|---:|---:|---:|---:|---:|---:|"""


def main() -> int:
    from tests.postgresql import throw_away_cluster

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--claims", type=int, default=10_000)
    options.add_argument("--engine", choices=["sqlite", "postgresql"])
    options.add_argument("--fill", action="store_true", help="for itself: only fill the database")
    options.add_argument("--figures", type=Path, help="for itself: only post, into this file")
    asked = options.parse_args()
    if asked.fill or asked.figures:
        fill(asked.claims) if asked.fill else post(asked.figures)
        return 0
    rows = []
    with TemporaryDirectory(prefix="cleanclaim-bench-", dir=os.environ.get("TMPDIR")) as name:
        folder = Path(name)
        folder.chmod(0o711)
        if asked.engine != "postgresql":
            rows.append(engine("SQLite", folder, asked.claims))
        if asked.engine != "sqlite":
            rows.append(engine("PostgreSQL", folder, asked.claims, throw_away_cluster))
    print(f"{HEAD}\n" + "\n".join(rows) + f"\n\nload {os.getloadavg()[0]:.1f}")
    return 0


def engine(name: str, folder: Path, claims: int, cluster: Callable | None = None) -> str:
    """One engine's line of the table; its memory also for a file of a quarter of the claims."""
    quarter, whole = (measured(folder / f"{name}-{count}", count, cluster) for count in (claims // 4, claims))
    seconds, cpu, rows, alone, peak = whole
    return (
        f"| {name} | {claims:,} | {claims / seconds:,.0f} | {cpu / claims * 1_000:.2f} | {rows:,} | "
        f"{claims / alone:,.0f} | 1/{seconds / alone:.0f} | {peak:,.0f} | {quarter[-1]:,.0f} |"
    )


def measured(folder: Path, claims: int, cluster: Callable | None) -> list[float]:
    """A database filled by one process and posted to by another, so that only the posting's memory is seen."""
    folder.mkdir(mode=0o711)
    places = {"DATA_DIR": str(folder)}
    with ExitStack() as stack:
        if cluster:
            (folder / "cluster").mkdir()
            places["DATABASE_URL"] = stack.enter_context(cluster(folder / "cluster"))
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | places
        for asked in (["--fill", "--claims", str(claims)], ["--figures", folder / "figures.json"]):
            subprocess.run([sys.executable, __file__, *asked], env=environment, check=True)
    return json.loads((folder / "figures.json").read_text())


def fill(claims: int) -> None:
    """A practice whose claims are sent, and the 835 that answers them, waiting to be read."""
    import django

    django.setup()
    from django.core.management import call_command
    from sent import claims_sent, remittance_of
    from tests.builders.practices import a_practice

    from cleanclaim.apps.exchange.services import file_receive
    from cleanclaim.apps.practices.acting import acting_as, system_actor

    call_command("migrate", verbosity=0)
    with acting_as(system_actor(a_practice())) as by:
        file_receive(name="big.x12", content=remittance_of(claims_sent(range(claims)), "EFT1"), partner=None, by=by)


def post(figures: Path) -> None:
    """Post, prove the books, insert the same rows again with the driver alone."""
    import django

    django.setup()
    from driver import inserted_again, last_keys

    from cleanclaim.apps.exchange.selectors import files_to_read
    from cleanclaim.apps.ledger.audit import ledger_faults
    from cleanclaim.apps.practices.acting import acting_as, system_actor
    from cleanclaim.apps.practices.models import Organization
    from cleanclaim.interfaces.garbage import A_FILES, loaded_is_kept
    from cleanclaim.interfaces.jobs.intake import file_take_in

    loaded_is_kept(A_FILES)  # as a worker begins

    with acting_as(system_actor(Organization.objects.get())) as by:
        [file] = files_to_read(by=by)
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
