"""Charges, contracts, expected payment and the patient's estimate."""

from cleanclaim.core.pricing.agreement import (
    Agreement,
    Billed,
    CaseRate,
    Expected,
    FeeTable,
    Medicare,
    PercentOfCharge,
    PercentOfMedicare,
    PerDiem,
    Relative,
)
from cleanclaim.core.pricing.estimate import patient_estimate
from cleanclaim.core.pricing.expected import expected_of, sequestered
from cleanclaim.core.pricing.price import charge_for, expected_allowed
from cleanclaim.core.pricing.value import Contract, FeeSchedule, Price

__all__ = [
    "Agreement",
    "Billed",
    "CaseRate",
    "Contract",
    "Expected",
    "FeeSchedule",
    "FeeTable",
    "Medicare",
    "PerDiem",
    "PercentOfCharge",
    "PercentOfMedicare",
    "Price",
    "Relative",
    "charge_for",
    "expected_allowed",
    "expected_of",
    "patient_estimate",
    "sequestered",
]
