"""Addresses of the practices app."""

from django.urls import path

from cleanclaim.apps.practices import views

urlpatterns = [
    path("switch/", views.practice_switch, name="switch"),
    path("team/", views.team, name="team"),
    path("settings/", views.settings, name="settings"),
    path("settings/fees/<int:fee_schedule_id>/", views.fees, name="fees"),
    path("settings/contracts/<int:contract_id>/", views.rates, name="rates"),
]
