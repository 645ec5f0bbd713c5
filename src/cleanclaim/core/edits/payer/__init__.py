"""Who is asked to pay."""
