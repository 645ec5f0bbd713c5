"""What the database needs now and then."""

from django.db import connection

SAMPLED_ROWS = 400  # of each index: enough to choose between them, and done in milliseconds


def statistics_refresh() -> None:
    """Let SQLite see how its tables are filled, without which it takes the wrong index; PostgreSQL looks by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={SAMPLED_ROWS}")
            cursor.execute("ANALYZE")
