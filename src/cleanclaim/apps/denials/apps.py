"""How Django finds the app."""

from django.apps import AppConfig


class DenialsConfig(AppConfig):
    name = "cleanclaim.apps.denials"
    label = "denials"
    default_auto_field = "django.db.models.BigAutoField"
