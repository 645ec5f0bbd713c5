"""When it was done, and how late it is."""
