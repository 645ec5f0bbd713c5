"""Rows of the books made up by the database itself, for `bench/accounts.py`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from tests.database import triggers_lifted

from cleanclaim.apps.practices.models import Clinician, Location, Payer

LONG = 2_000  # entries of the long account
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
FILLED = ("ledger_chargeline", "ledger_journaltransaction", "ledger_journalentry", "ledger_balance")
INDEXES = {
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)"
    " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL"
    " AND tbl_name IN (SELECT value FROM json_each(%s))",
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


def fill(lines: int, patient: int, other: int) -> None:
    """Every table in one statement a kind of row; the triggers and foreign keys of the journal are let be."""
    payer = Payer.objects.earliest("pk")
    keys = {
        "lines": lines, "patient": patient, "other": other, "long": LONG * 10 // 57, "payer": payer.pk,
        "clinician": Clinician.objects.earliest("pk").pk, "location": Location.objects.earliest("pk").pk,
        "practice": payer.practice_id, "day": DAY[connection.vendor],
    }  # fmt: skip
    rows = [ENTRY.format(account=a, party=p, debit=d, credit=c, which=w) for a, p, d, c, w in ENTRIES]
    rows += [BALANCE.format(account=a, party=p, amount=n, which=w) for a, p, n, w in BALANCES]
    with triggers_lifted(connection), indexes_made_after(), connection.cursor() as cursor:
        for statement in (LINES.format(**keys), JOURNAL.format(**keys), *(row.format(**keys) for row in rows)):
            cursor.execute(statement.replace("%", "%%"), ())
    with connection.cursor() as cursor:  # what autovacuum does to such tables within minutes
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "PRAGMA analysis_limit=1000")
        cursor.execute("ANALYZE")


@contextmanager
def indexes_made_after() -> Iterator[None]:
    """Without the indexes of the filled tables, but those of keys and constraints: made at once they take a third."""
    with connection.cursor() as cursor:
        filled = list(FILLED) if connection.vendor == "postgresql" else json.dumps(FILLED)
        indexes = cursor.execute(INDEXES[connection.vendor], [filled]).fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        cursor.execute("SET maintenance_work_mem = '512MB'" if connection.vendor == "postgresql" else "SELECT 1")
        for _, statement in indexes:
            cursor.execute(statement)
