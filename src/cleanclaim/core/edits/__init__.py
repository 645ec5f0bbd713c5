"""Edits: what is wrong with a claim, before a payer says so."""

from cleanclaim.core.edits.catalog import ALL_EDITS
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix, apply
from cleanclaim.core.edits.given import PayerRules
from cleanclaim.core.edits.known import Known
from cleanclaim.core.edits.runner import run_edits

__all__ = ["ALL_EDITS", "Edit", "Finding", "Fix", "Known", "PayerRules", "Severity", "apply", "run_edits"]
