"""Addresses of the eligibility app."""

from django.urls import path

from cleanclaim.apps.eligibility import views

urlpatterns = [
    path("visits/<int:appointment_id>/check/", views.visit_check, name="visit_check"),
    path("coverages/<int:coverage_id>/check/", views.coverage_check, name="coverage_check"),
    path("day/check/", views.day_check_all, name="day_check"),
]
