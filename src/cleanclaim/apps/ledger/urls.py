"""Addresses of the ledger's screens."""

from django.urls import path

from cleanclaim.apps.ledger import views

urlpatterns = [
    path("<int:patient_id>/", views.account, name="account"),
    path("receipts/<int:receipt_id>/", views.receipt, name="receipt"),
    path("receipts/<int:receipt_id>/return/", views.receipt_returned, name="receipt_returned"),
    path("receipts/<int:receipt_id>/pdf/", views.receipt_pdf, name="receipt_pdf"),
]
