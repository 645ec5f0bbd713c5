"""Addresses of the exchange app."""

from django.urls import path

from cleanclaim.apps.exchange import views

urlpatterns = [
    path("", views.file_list, name="list"),
    path("<int:exchange_file_id>/", views.file, name="file"),
    path("<int:exchange_file_id>/raw/", views.file_raw, name="raw"),
]
