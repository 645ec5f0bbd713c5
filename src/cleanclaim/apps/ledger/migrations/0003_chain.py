"""Each committed transaction is linked to the one before it in its practice, and none is posted into closed days.

On PostgreSQL this happens at the commit, one practice's commits one after the other: nobody waits for a long posting.
SQLite has one writer at a time, so it happens with the row.
"""

from typing import Any

from django.db import migrations

START = "0" * 64
SQLITE = f"""
CREATE TRIGGER ledger_journaltransaction_linked AFTER INSERT ON ledger_journaltransaction
BEGIN
  SELECT RAISE(ABORT, 'the books of that day are closed: post it into the open period')
  WHERE EXISTS (SELECT 1 FROM ledger_period WHERE practice_id = NEW.practice_id AND last >= NEW.posted_on);
  INSERT INTO ledger_journallink (practice_id, transaction_id, position, hash)
  SELECT NEW.practice_id, NEW.id, COALESCE(MAX(position), 0) + 1,
    SHA256(COALESCE((SELECT hash FROM ledger_journallink WHERE practice_id = NEW.practice_id
      ORDER BY position DESC LIMIT 1), '{START}') || NEW.digest)
  FROM ledger_journallink WHERE practice_id = NEW.practice_id;
END
"""
POSTGRES = f"""
CREATE FUNCTION ledger_link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last_link record;
BEGIN
  PERFORM pg_advisory_xact_lock(6, NEW.practice_id::int);
  IF EXISTS (SELECT 1 FROM ledger_period WHERE practice_id = NEW.practice_id AND last >= NEW.posted_on) THEN
    RAISE EXCEPTION 'the books of that day are closed: post it into the open period' USING ERRCODE = '23000';
  END IF;
  SELECT position, hash INTO last_link FROM ledger_journallink
    WHERE practice_id = NEW.practice_id ORDER BY position DESC LIMIT 1;
  INSERT INTO ledger_journallink (practice_id, transaction_id, position, hash) VALUES (NEW.practice_id, NEW.id,
    COALESCE(last_link.position, 0) + 1,
    encode(sha256((COALESCE(last_link.hash, '{START}') || NEW.digest)::bytea), 'hex'));
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_journaltransaction_linked AFTER INSERT ON ledger_journaltransaction
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_link()
"""


def link(_apps: Any, editor: Any) -> None:
    editor.execute(SQLITE if editor.connection.vendor == "sqlite" else POSTGRES, params=None)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]
    operations = [migrations.RunPython(link, migrations.RunPython.noop)]
