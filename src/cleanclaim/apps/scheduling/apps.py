"""How Django finds the app."""

from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "cleanclaim.apps.scheduling"
    label = "scheduling"
    default_auto_field = "django.db.models.BigAutoField"
