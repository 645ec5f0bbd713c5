"""Addresses of the patients app."""

from django.urls import path

from cleanclaim.apps.patients import views

urlpatterns = [
    path("", views.patient_list, name="list"),
    path("choices/", views.patient_choices, name="choices"),
    path("new/", views.patient_new, name="new"),
    path("<int:patient_id>/details/", views.patient_edit, name="edit"),
    path("<int:patient_id>/guarantor/", views.guarantor_edit, name="guarantor"),
    path("<int:patient_id>/coverages/new/", views.coverage_new, name="coverage_new"),
    path("<int:patient_id>/forms/new/", views.signed_form_new, name="signed_form_new"),
    path("forms/<int:signed_form_id>/remove/", views.signed_form_remove, name="signed_form_remove"),
    path("coverages/<int:coverage_id>/", views.coverage_edit, name="coverage_edit"),
    path("coverages/<int:coverage_id>/end/", views.coverage_end, name="coverage_end"),
]
