"""Code sets by date: diagnoses, procedures, modifiers, places, reasons.  Opened once, then passed as an argument."""

from cleanclaim.core.codesets.catalog import CodeSets, open_codesets, store_of
from cleanclaim.core.codesets.code_set import Code, CodeSet
from cleanclaim.core.codesets.diagnosis_store import Diagnosis
from cleanclaim.core.codesets.errors import CodeSetMissing
from cleanclaim.core.codesets.icd10cm import Icd10cm
from cleanclaim.core.codesets.search import Hit

__all__ = ["Code", "CodeSet", "CodeSetMissing", "CodeSets", "Diagnosis", "Hit", "Icd10cm", "open_codesets", "store_of"]
