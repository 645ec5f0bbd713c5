"""Addresses of the activity stream."""

from django.urls import path

from cleanclaim.apps.activity import views

urlpatterns = [path("", views.activity_list, name="list")]
