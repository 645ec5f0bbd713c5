"""SQLite as Django speaks it, at less cost for each statement.

A service is a savepoint, and a visit is a dozen services: a savepoint goes to the driver directly, and what a statement
reads in SQLite's own way is worked out once.
"""

from functools import lru_cache
from threading import get_ident
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.utils import CursorWrapper

_converted = lru_cache(maxsize=2_000)(base.SQLiteCursorWrapper.convert_query)


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that knows the statements it was given before."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        return super().convert_query(query, param_names=param_names) if param_names else _converted(None, query)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection; its savepoints keep their names and their meaning."""

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)

    def cursor(self) -> CursorWrapper:
        """As Django's, asking only once whether this thread may use the connection."""
        if self.queries_logged or self._thread_ident != get_ident():
            return super().cursor()
        self.ensure_connection()
        with self.wrap_database_errors:
            return self.make_cursor(self.create_cursor())

    def _savepoint(self, sid: str) -> None:
        self._say(self.ops.savepoint_create_sql(sid))

    def _savepoint_rollback(self, sid: str) -> None:
        self._say(self.ops.savepoint_rollback_sql(sid))

    def _savepoint_commit(self, sid: str) -> None:
        self._say(self.ops.savepoint_commit_sql(sid))

    def _say(self, statement: str) -> None:
        self.validate_no_broken_transaction()
        with self.wrap_database_errors:
            self.connection.execute(statement)
