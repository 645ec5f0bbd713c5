"""Addresses of the screens that are made of several stages."""

from django.urls import path

from cleanclaim.interfaces.web import patient, today

app_name = "web"

urlpatterns = [
    path("", today.today, name="today"),
    path("patients/<int:patient_id>/", patient.patient_page, name="patient"),
]
