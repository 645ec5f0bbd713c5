"""How Django finds the app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "cleanclaim.apps.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
