"""Who gave anesthesia, and how long."""
