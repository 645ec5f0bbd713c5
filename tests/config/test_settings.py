import pytest
from django.core.management import call_command
from django.db import connection


def trigger_count() -> int:
    catalog = {
        "sqlite": "sqlite_master WHERE type = 'trigger'",
        "postgresql": "pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {catalog[connection.vendor]}")
        return cursor.fetchone()[0]


def test_no_page_may_load_anything_foreign(client):
    policy = client.get("/accounts/login/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_nobody_signs_up(client):
    assert b"<form" not in client.get("/accounts/signup/").content


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_django_finds_nothing_to_complain_about(db):
    call_command("check", fail_level="WARNING")


@pytest.mark.django_db(transaction=True)
def test_cleaning_up_after_a_test_leaves_append_only_tables_closed():
    before = trigger_count()
    call_command("flush", interactive=False, verbosity=0)
    assert trigger_count() == before > 0
