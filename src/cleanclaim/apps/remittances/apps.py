"""How Django finds the app."""

from django.apps import AppConfig


class RemittancesConfig(AppConfig):
    name = "cleanclaim.apps.remittances"
    label = "remittances"
    default_auto_field = "django.db.models.BigAutoField"
