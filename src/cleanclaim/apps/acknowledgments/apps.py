"""How Django finds the app."""

from django.apps import AppConfig


class AcknowledgmentsConfig(AppConfig):
    name = "cleanclaim.apps.acknowledgments"
    label = "acknowledgments"
    default_auto_field = "django.db.models.BigAutoField"
