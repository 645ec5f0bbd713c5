"""How Django finds the app."""

from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    name = "cleanclaim.apps.eligibility"
    label = "eligibility"
    default_auto_field = "django.db.models.BigAutoField"
