"""The rows of a posting once more, with nothing but the driver: what the database itself takes for them."""

from collections.abc import Sequence
from time import perf_counter

from django.apps import apps
from django.db import connection

WRITTEN = (
    "remittances.RemittanceClaim", "ledger.JournalTransaction", "ledger.JournalEntry", "ledger.JournalLink",
    "ledger.Balance", "ledger.LineAnswer", "ledger.HeldMoney", "activity.ActivityEntry", "worklist.WorkItem",
)  # fmt: skip
LAST = "SELECT coalesce(max(id), 0) FROM {table}"
NEW = "SELECT * FROM {table} WHERE id > {last}"
COPY_OUT = f"COPY ({NEW}) TO STDOUT"
LIKE = "CREATE TABLE again (LIKE {table} INCLUDING ALL)"
KEYS = """
SELECT 'ALTER TABLE again ADD ' || replace(pg_get_constraintdef(oid), ' DEFERRABLE INITIALLY DEFERRED', '')
FROM pg_constraint WHERE contype = 'f' AND conrelid = '{table}'::regclass
"""
TABLE = "SELECT sql FROM sqlite_master WHERE name = ? AND type = 'table'"
PLAIN = "CREATE TABLE again AS SELECT * FROM {table} LIMIT 0"
INDEXES = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type = 'index' AND sql IS NOT NULL"
INSERT = "INSERT INTO again VALUES ({places})"


def last_keys() -> dict[str, int]:
    """The last key of each table that a posting writes to."""
    tables = [apps.get_model(name)._meta.db_table for name in WRITTEN]
    with connection.cursor() as cursor:
        return {table: cursor.execute(LAST.format(table=table)).fetchone()[0] for table in tables}


def inserted_again(since: dict[str, int], *, with_keys: bool) -> tuple[int, float]:
    """How many rows came since, and the seconds that the driver takes to insert as many into tables with the same
    indexes, and with the same foreign keys if wanted."""
    insert = _by_copy if connection.vendor == "postgresql" else _by_executemany
    connection.ensure_connection()
    times = [insert(connection.connection, table, last, with_keys) for table, last in since.items()]
    return sum(rows for rows, _ in times), sum(seconds for _, seconds in times)


def _by_copy(driver: object, table: str, last: int, with_keys: bool) -> tuple[int, float]:
    with driver.cursor() as cursor:
        with cursor.copy(COPY_OUT.format(table=table, last=last)) as copy:
            content = b"".join(map(bytes, copy))
        cursor.execute(LIKE.format(table=table))
        for (statement,) in cursor.execute(KEYS.format(table=table)).fetchall() if with_keys else ():
            cursor.execute(statement)
        start = perf_counter()
        with cursor.copy("COPY again FROM STDIN") as copy:
            copy.write(content)
        seconds = perf_counter() - start
        cursor.execute("DROP TABLE again")
    return content.count(b"\n"), seconds


def _by_executemany(driver: object, table: str, last: int, with_keys: bool) -> tuple[int, float]:
    rows = driver.execute(NEW.format(table=table, last=last)).fetchall()
    if not rows:
        return 0, 0.0
    [made] = driver.execute(TABLE, [table]).fetchone()
    driver.execute(_renamed(made, table) if with_keys else PLAIN.format(table=table))
    for (statement,) in driver.execute(INDEXES, [table]).fetchall():
        driver.execute(_renamed(statement, table).replace('INDEX "', 'INDEX "again_'))
    start = perf_counter()
    _inserted(driver, rows)
    seconds = perf_counter() - start
    driver.execute("DROP TABLE again")
    return len(rows), seconds


def _renamed(statement: str, table: str) -> str:
    """The first that is named so: a table that speaks of itself goes on speaking of the real one."""
    return statement.replace(f'"{table}"', '"again"', 1)


def _inserted(driver: object, rows: Sequence[tuple]) -> None:
    driver.execute("BEGIN")
    driver.executemany(INSERT.format(places=", ".join("?" * len(rows[0]))), rows)
    driver.execute("COMMIT")
