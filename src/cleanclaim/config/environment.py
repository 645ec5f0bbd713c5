"""What an installation takes from its environment: where its data lives, its database, its secret.

DATA_DIR          folder of everything that is written; the user's data folder when unset
DATABASE_URL      postgresql://user:password@host:port/name; SQLite in DATA_DIR when unset
SECRET_KEY        made once and kept in DATA_DIR when unset
ALLOWED_HOSTS     host names served besides this machine's own, separated by commas
HTTPS             1 behind a proxy that speaks HTTPS: cookies and redirects insist on it
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

# Pages wait longer for compiling, parallel workers and the best order of eight joins than these save them.
SHORT_QUESTIONS = "-c jit=off -c max_parallel_workers_per_gather=0 -c join_collapse_limit=4"
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,  # seconds
    "cached_statements": 2000,  # savepoints have names of their own and would push the others out of the usual 128
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000;"
        "PRAGMA recursive_triggers=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456; PRAGMA cache_size=-65536;"
    ),
}


class UnusableEnvironment(Exception):
    """A variable says something that cannot be followed; the message names it."""


def data_dir() -> Path:
    """The folder all data is written to, made when it is not there; readable by its owner alone."""
    named = os.environ.get("DATA_DIR")
    user_data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    folder = Path(named).expanduser() if named else user_data / "cleanclaim"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder.resolve()


def database(folder: Path) -> dict[str, object]:
    """Django's settings of the database: PostgreSQL where DATABASE_URL names one, else SQLite in the folder."""
    url = os.environ.get("DATABASE_URL")
    if url:
        return postgresql(url)
    return {
        "ENGINE": "cleanclaim.config.sqlite",
        "NAME": folder / "cleanclaim.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
    }


def postgresql(url: str) -> dict[str, object]:
    """Read postgresql://user:password@host:port/name?option=value; a socket's folder goes into ?host=."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise UnusableEnvironment("DATABASE_URL must read postgresql://user:password@host:port/name")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"options": SHORT_QUESTIONS} | options,
        "CONN_MAX_AGE": 600,  # seconds
        "CONN_HEALTH_CHECKS": True,
    }


def secret_key(folder: Path) -> str:
    """SECRET_KEY, else one made at the first start and kept in the folder for its owner's eyes only."""
    named = os.environ.get("SECRET_KEY")
    if named:
        return named
    path = folder / "secret-key"
    with suppress(FileExistsError):
        draft = folder / f".secret-key-{secrets.token_hex(8)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64))
        try:
            path.hardlink_to(draft)  # whole or not at all, though several processes start at once
        finally:
            draft.unlink()
    return path.read_text()


def hosts() -> list[str]:
    """The host names of ALLOWED_HOSTS."""
    return [host.strip() for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()]


def is_https() -> bool:
    """Whether a proxy in front speaks HTTPS with the browser."""
    return os.environ.get("HTTPS") == "1"
