"""Who holds the policy."""
