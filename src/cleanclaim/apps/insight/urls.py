"""Addresses of the insight app."""

from django.urls import path

from cleanclaim.apps.insight import views

app_name = "insight"

urlpatterns = [path("<slug:figure>/", views.figure_rows, name="rows")]
