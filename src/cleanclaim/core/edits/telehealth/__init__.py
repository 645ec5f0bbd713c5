"""Visits from afar: place, modifier, list, license."""
