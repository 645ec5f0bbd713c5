"""How Django finds the app."""

from django.apps import AppConfig


class PatientBillingConfig(AppConfig):
    name = "cleanclaim.apps.patient_billing"
    label = "patient_billing"
    default_auto_field = "django.db.models.BigAutoField"
