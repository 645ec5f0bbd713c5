"""What only ambulance claims carry."""
