"""What only clinics that Medicare pays by the visit send: federally qualified health centers, rural health clinics."""
