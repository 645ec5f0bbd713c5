"""Addresses of the screens that are made of several stages."""

from django.urls import path

from cleanclaim.interfaces.web import patient, schedule, today

app_name = "web"

urlpatterns = [
    path("", today.today, name="today"),
    path("patients/<int:patient_id>/", patient.patient_page, name="patient"),
    path("schedule/", schedule.schedule, name="schedule"),
    path("schedule/visits/<int:appointment_id>/check-in/", schedule.check_in, name="check_in"),
]
