"""Addresses of the posting desk."""

from django.urls import path

from cleanclaim.apps.remittances import bank_views, dispute_views, views

urlpatterns = [
    path("", views.remittance_list, name="list"),
    path("bank/", bank_views.bank, name="bank"),
    path("bank/<int:deposit_id>/match/", bank_views.deposit_matched, name="deposit_match"),
    path("underpayments/", dispute_views.underpayments, name="underpayments"),
    path("underpayments/<int:payer_id>/dispute/", dispute_views.dispute_new, name="dispute_new"),
    path("disputes/<int:dispute_id>/", dispute_views.dispute, name="dispute"),
    path("disputes/<int:dispute_id>/csv/", dispute_views.dispute_csv, name="dispute_csv"),
    path("<int:remittance_id>/", views.remittance_desk, name="detail"),
    path("<int:remittance_id>/deposit/", views.deposit, name="deposit"),
    path("<int:remittance_id>/duplicate/", views.duplicate, name="duplicate"),
    path("<int:remittance_id>/release/", views.release, name="release"),
    path("<int:remittance_id>/release-undo/", views.release_undo, name="release_undo"),
]
