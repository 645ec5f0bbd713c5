"""How an injury came about."""
