"""Addresses of the denials app."""

from django.urls import path

from cleanclaim.apps.denials import views

urlpatterns = [
    path("", views.denial_list, name="list"),
    path("<int:denial_case_id>/", views.denial, name="detail"),
    path("<int:denial_case_id>/triage/", views.denial_triage, name="triage"),
    path("<int:denial_case_id>/correct/", views.denial_correct, name="correct"),
]
