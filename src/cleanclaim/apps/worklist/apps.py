"""How Django finds the app."""

from django.apps import AppConfig


class WorklistConfig(AppConfig):
    name = "cleanclaim.apps.worklist"
    label = "worklist"
    default_auto_field = "django.db.models.BigAutoField"
