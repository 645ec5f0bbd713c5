"""Addresses of the worklists."""

from django.urls import path

from cleanclaim.apps.worklist import views

urlpatterns = [
    path("", views.work_list, name="list"),
    path("<int:work_item_id>/take/", views.work_item_take, name="take"),
    path("<int:work_item_id>/put-aside/", views.work_item_snooze, name="snooze"),
]
