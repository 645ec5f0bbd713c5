"""Addresses of the posting desk."""

from django.urls import path

from cleanclaim.apps.remittances import bank_views, views

urlpatterns = [
    path("", views.remittance_list, name="list"),
    path("bank/", bank_views.bank, name="bank"),
    path("bank/<int:deposit_id>/match/", bank_views.deposit_matched, name="deposit_match"),
    path("<int:remittance_id>/", views.remittance_desk, name="detail"),
    path("<int:remittance_id>/deposit/", views.deposit, name="deposit"),
    path("<int:remittance_id>/duplicate/", views.duplicate, name="duplicate"),
    path("<int:remittance_id>/release/", views.release, name="release"),
    path("<int:remittance_id>/release-undo/", views.release_undo, name="release_undo"),
]
