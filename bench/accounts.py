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

LONG, TIMES = 2_000, 40  # entries of the long account, answers timed
NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {lines}) "
LINES = (
    NUMBERS
    + """
INSERT INTO ledger_chargeline (id, practice_id, patient_id, clinician_id, location_id, encounter_id, visit, service_on,
  procedure, modifiers, units, charge, payers, posted_at)
SELECT n, {practice}, CASE WHEN n <= {long} THEN {patient} ELSE {other} END, {clinician}, {location}, n,
  'encounter:' || n, {day}, '99213', '', 1, 16500, '["payer:{payer}"]', CURRENT_TIMESTAMP FROM numbers
"""
)
JOURNAL = (
    NUMBERS
    + """
INSERT INTO ledger_journaltransaction (id, practice_id, source_key, kind, posted_on, occurred_on, reference, reason,
  user_name, recorded_at, digest)
SELECT n, {practice}, 'made:' || n, 'claim_payment', {day}, {day}, '', '', 'CleanClaim', CURRENT_TIMESTAMP, ''
FROM numbers
"""
)
ENTRY = """
INSERT INTO ledger_journalentry (practice_id, transaction_id, posted_on, account, party, line_id, debit, credit)
SELECT practice_id, id, service_on, '{account}', {party}, id, {debit}, {credit} FROM ledger_chargeline WHERE {which}
"""
BALANCE = """
INSERT INTO ledger_balance (practice_id, account, party, line_id, patient_id, service_on, amount)
SELECT practice_id, '{account}', {party}, id, patient_id, service_on, {amount} FROM ledger_chargeline WHERE {which}
"""
DAY = {
    "postgresql": "CURRENT_DATE - (n % 400)::int",
    "sqlite": "date('now', '-' || (n % 400) || ' days')",
}
PAYER, PATIENT, OPEN = "'payer:{payer}'", "'patient:' || patient_id", "id % 10 = 0"
ENTRIES = (
    ("ar_insurance", PAYER, 16_500, 0, "true"), ("gross_charges", "''", 0, 16_500, "true"),
    ("era_clearing", PAYER, 11_000, 0, "id % 10 <> 0"), ("ar_insurance", PAYER, 0, 11_000, "id % 10 <> 0"),
    ("contractual_adjustments", PAYER, 5_500, 0, "id % 10 <> 0"),
    ("ar_insurance", PAYER, 0, 5_500, "id % 10 <> 0"), ("ar_insurance", PAYER, 0, 2_500, "id % 20 = 0"),
    ("ar_patient", PATIENT, 2_500, 0, "id % 20 = 0"),
)  # fmt: skip
# What is left of them on each line: its receivables, and the sums of the other accounts.
BALANCES = (
    ("ar_insurance", PAYER, "CASE WHEN id % 20 = 0 THEN 14000 WHEN id % 10 = 0 THEN 16500 ELSE 0 END", "true"),
    ("ar_patient", PATIENT, "2500", "id % 20 = 0"), ("gross_charges", "''", "-16500", "true"),
    ("era_clearing", PAYER, "11000", "id % 10 <> 0"), ("contractual_adjustments", PAYER, "5500", "id % 10 <> 0"),
)  # fmt: skip
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
    from tests.builders.patients import a_patient
    from tests.builders.practices import a_practice, an_actor

    from cleanclaim import clock
    from cleanclaim.apps.insight.selectors import open_balances, receivables_by_age
    from cleanclaim.apps.ledger.models import JournalEntry
    from cleanclaim.apps.practices.acting import acting_as

    call_command("migrate", verbosity=0)
    by = an_actor(a_practice(), *ROLES)
    with acting_as(by):
        patient, other = a_patient(), a_patient()
        fill(entries * 10 // 57, patient.pk, other.pk)
        counts = JournalEntry.objects.count(), open_balances().count()
        ages = timed(lambda: receivables_by_age(on=clock.today(), by=by))
    client = client_of(by)
    address = f"/ledger/{patient.pk}/"
    assert client.get(address).status_code == 200
    figures.write_text(json.dumps([*counts, timed(lambda: client.get(address)), ages]))


def fill(lines: int, patient: int, other: int) -> None:
    """Every table in one statement a kind of row; the triggers and foreign keys of the journal are let be."""
    from django.db import connection
    from tests.database import triggers_lifted

    from cleanclaim.apps.practices.models import Clinician, Location, Payer

    payer = Payer.objects.earliest("pk")
    keys = {
        "lines": lines, "patient": patient, "other": other, "long": LONG * 10 // 57, "payer": payer.pk,
        "clinician": Clinician.objects.earliest("pk").pk, "location": Location.objects.earliest("pk").pk,
        "practice": payer.practice_id, "day": DAY[connection.vendor],
    }  # fmt: skip
    rows = [ENTRY.format(account=a, party=p, debit=d, credit=c, which=w) for a, p, d, c, w in ENTRIES]
    rows += [BALANCE.format(account=a, party=p, amount=n, which=w) for a, p, n, w in BALANCES]
    with triggers_lifted(connection), connection.cursor() as cursor:
        for statement in (LINES.format(**keys), JOURNAL.format(**keys), *(row.format(**keys) for row in rows)):
            cursor.execute(statement.replace("%", "%%"), ())
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


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
