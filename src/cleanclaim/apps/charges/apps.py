"""How Django finds the app."""

from django.apps import AppConfig


class ChargesConfig(AppConfig):
    name = "cleanclaim.apps.charges"
    label = "charges"
    default_auto_field = "django.db.models.BigAutoField"
