"""How Django finds the app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files and template tags that every screen shares; it has no tables."""

    name = "cleanclaim.interfaces.web"
    label = "web"
    verbose_name = "Web"
