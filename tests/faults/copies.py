"""Fresh copies of one filled database, on either engine: every trial starts from the same rows."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.db import connection


class Copies:
    """Copies of the database that Django's settings name."""

    def __init__(self) -> None:
        self.filled = connection.settings_dict["NAME"]
        self.is_sqlite = connection.vendor == "sqlite"

    def use(self, name: str, *, disk: Path | None = None) -> None:
        """Make the copy anew, on another disk if one is given, and let this process speak to it."""
        connection.close()
        copy = self._file(name, disk) if self.is_sqlite else self._database(name, disk)
        connection.settings_dict["NAME"] = copy

    def _file(self, name: str, disk: Path | None) -> Path:
        copy = (disk or settings.DATA_DIR) / f"{name}.sqlite3"
        for left in copy.parent.glob(f"{copy.name}*"):
            left.unlink()
        shutil.copyfile(self.filled, copy)
        return copy

    def _database(self, name: str, disk: Path | None) -> str:
        copy, place = f"{self.filled}_{name}", ""
        with maintenance() as server:
            server.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
            if disk:
                server.execute(f"DROP TABLESPACE IF EXISTS {name}")
                server.execute(f"CREATE TABLESPACE {name} LOCATION '{disk}'")
                place = f"TABLESPACE {name}"
            server.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{self.filled}" {place}')
        return copy

    def drop(self, name: str) -> None:
        """Take a copy away, so that its disk can go."""
        connection.close()
        if self.is_sqlite:
            return
        with maintenance() as server:
            server.execute(f'DROP DATABASE "{self.filled}_{name}" WITH (FORCE)')
            server.execute(f"DROP TABLESPACE {name}")


def maintenance() -> psycopg.Connection:
    """A second connection to the server, to its own database, out of any transaction."""
    told = connection.settings_dict
    return psycopg.connect(host=told["HOST"], user=told["USER"], dbname="postgres", autocommit=True)


def emptied(url: str) -> None:
    """Make the database of the address anew, empty."""
    parts = urlsplit(url)
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{parts.path[1:]}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{parts.path[1:]}"')
