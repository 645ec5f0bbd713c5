"""Addresses of the charges app; posting also drafts the claim and stands in interfaces/web."""

from django.urls import path

from cleanclaim.apps.charges import views

urlpatterns = [path("", views.charge_list, name="list")]
