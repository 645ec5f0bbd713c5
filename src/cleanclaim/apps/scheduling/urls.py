"""Addresses of the scheduling app."""

from django.urls import path

from cleanclaim.apps.scheduling import views

urlpatterns = [
    path("new/", views.appointment_new, name="new"),
    path("<int:appointment_id>/move/", views.appointment_move, name="move"),
    path("<int:appointment_id>/cancel/", views.appointment_cancel, name="cancel"),
    path("<int:appointment_id>/confirm/", views.appointment_confirm, name="confirm"),
    path("<int:appointment_id>/no-show/", views.appointment_no_show, name="no_show"),
    path("<int:appointment_id>/check-out/", views.appointment_check_out, name="check_out"),
]
