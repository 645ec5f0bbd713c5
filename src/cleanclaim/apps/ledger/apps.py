"""How Django finds the app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "cleanclaim.apps.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
