"""Charges, contracts, expected payment and the patient's estimate."""

from cleanclaim.core.pricing.estimate import patient_estimate
from cleanclaim.core.pricing.price import charge_for, expected_allowed
from cleanclaim.core.pricing.value import Contract, FeeSchedule, Price

__all__ = ["Contract", "FeeSchedule", "Price", "charge_for", "expected_allowed", "patient_estimate"]
