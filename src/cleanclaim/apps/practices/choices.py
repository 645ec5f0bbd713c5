"""Choices of the practices app."""

from django.db import models


class OrganizationKind(models.TextChoices):
    PRACTICE = "practice", "Practice"
    BILLING_COMPANY = "billing_company", "Billing company"


class CertificateKind(models.TextChoices):
    """What a laboratory's CLIA certificate lets it test."""

    WAIVER = "waiver", "Waiver: waived tests only"
    PPM = "ppm", "Microscopy by the provider (PPM)"
    COMPLIANCE = "compliance", "Compliance"
    ACCREDITATION = "accreditation", "Accreditation"


class PayerKind(models.TextChoices):
    """The type of payer as the edits and the simulator see it; SBR09 is `Payer.filing_code`."""

    MEDICARE = "medicare", "Medicare"
    MEDICAID = "medicaid", "Medicaid"
    COMMERCIAL = "commercial", "Commercial"
    WORKERS_COMP = "wc", "Workers' compensation"


class Pricing(models.TextChoices):
    """How a contract says what is allowed."""

    FEE_TABLE = "fee_table", "A price for each code"
    MEDICARE = "medicare", "Percent of Medicare"
    CHARGE = "charge", "Percent of what is billed"
    PER_DIEM = "per_diem", "An amount for the day"
    CASE_RATE = "case_rate", "An amount for the whole case"
