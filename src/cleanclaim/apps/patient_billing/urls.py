"""Addresses of patient billing."""

from django.urls import path

from cleanclaim.apps.patient_billing import views

urlpatterns = [
    path("", views.statement_list, name="list"),
    path("issue/", views.statements_issue, name="issue_all"),
    path("<int:patient_id>/issue/", views.statement_issue, name="issue"),
    path("<int:patient_id>/pay/", views.pay, name="pay"),
    path("<int:patient_id>/credit/", views.credit_use, name="credit"),
    path("<int:patient_id>/preview/", views.preview, name="preview"),
    path("statements/<int:statement_id>/", views.statement, name="statement"),
    path("statements/<int:statement_id>/pdf/", views.statement_pdf, name="pdf"),
]
