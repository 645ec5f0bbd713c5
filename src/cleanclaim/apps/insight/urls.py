"""Addresses of the insight app."""

from django.urls import path

from cleanclaim.apps.insight import views, views_gaps

app_name = "insight"

urlpatterns = [
    path("gaps/", views_gaps.gaps, name="gaps"),
    path("gaps/claims/", views_gaps.gap_rows, name="gap_rows"),
    path("<slug:figure>/", views.figure_rows, name="rows"),
]
