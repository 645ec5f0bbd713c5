"""How Django finds the app."""

from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "cleanclaim.apps.practices"
    label = "practices"
    default_auto_field = "django.db.models.BigAutoField"
