"""How Django finds the app."""

from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "cleanclaim.apps.activity"
    label = "activity"
    default_auto_field = "django.db.models.BigAutoField"
