"""What Medicaid asks for that others do not."""
