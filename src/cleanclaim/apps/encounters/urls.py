"""Addresses of the encounters app."""

from django.urls import path

from cleanclaim.apps.encounters import views

urlpatterns = [
    path("", views.encounter_list, name="list"),
    path("open/<int:appointment_id>/", views.encounter_open, name="open"),
    path("new/<int:patient_id>/", views.encounter_new, name="new"),
    path("<int:encounter_id>/", views.encounter_page, name="page"),
    path("<int:encounter_id>/note/", views.encounter_document, name="document"),
    path("<int:encounter_id>/sign/", views.encounter_sign, name="sign"),
    path("<int:encounter_id>/no-charge/", views.encounter_no_charge, name="no_charge"),
    path("<int:encounter_id>/addenda/", views.encounter_addend, name="addend"),
    path("<int:encounter_id>/diagnoses/", views.diagnosis_choices, name="diagnoses"),
    path("<int:encounter_id>/services/", views.service_choices, name="services"),
]
