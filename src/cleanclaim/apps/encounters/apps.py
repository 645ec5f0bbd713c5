"""How Django finds the app."""

from django.apps import AppConfig


class EncountersConfig(AppConfig):
    name = "cleanclaim.apps.encounters"
    label = "encounters"
    default_auto_field = "django.db.models.BigAutoField"
