"""Why: the diagnoses and what points to them."""
