"""How Django finds the app."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "cleanclaim.apps.claims"
    label = "claims"
    default_auto_field = "django.db.models.BigAutoField"
