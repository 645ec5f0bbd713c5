"""Who treats, bills and refers."""
