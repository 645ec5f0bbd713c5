"""Addresses of the screens that are made of several stages."""

from django.urls import path

from cleanclaim.interfaces.web import patient

app_name = "web"

urlpatterns = [
    path("patients/<int:patient_id>/", patient.patient_page, name="patient"),
]
