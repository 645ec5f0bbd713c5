"""How Django finds the app."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "cleanclaim.apps.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"
