"""Tables that only grow: triggers refuse UPDATE, DELETE and (on PostgreSQL) TRUNCATE on both engines."""

from typing import Any

from django.db import migrations

SQLITE = """
CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only: post a reversal instead'); END
"""
POSTGRES = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only: post a reversal instead', TG_TABLE_NAME; END $$;
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def append_only(*tables: str) -> migrations.RunPython:
    """The migration operation that closes the tables to change."""

    def close(_apps: Any, editor: Any) -> None:
        for table in tables:
            if editor.connection.vendor == "sqlite":
                for event in ("UPDATE", "DELETE"):
                    editor.execute(SQLITE.format(table=table, event=event))
            else:
                editor.execute(POSTGRES.format(table=table), params=None)

    return migrations.RunPython(close, migrations.RunPython.noop)
