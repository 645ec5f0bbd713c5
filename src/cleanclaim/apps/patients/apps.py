"""How Django finds the app."""

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "cleanclaim.apps.patients"
    label = "patients"
    default_auto_field = "django.db.models.BigAutoField"
