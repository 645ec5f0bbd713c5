"""FHIR R4 from other software: the part of it that billing uses, read into values."""
