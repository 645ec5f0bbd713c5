"""What another payer did first."""
