"""The field's values and rules: no web framework, no database, no clock, no network."""
