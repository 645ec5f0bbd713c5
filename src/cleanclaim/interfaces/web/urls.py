"""Addresses of the screens that are made of several stages."""

from django.urls import URLPattern

app_name = "web"

urlpatterns: list[URLPattern] = []
