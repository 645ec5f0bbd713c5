"""Edits that look at what was done and sent before: duplicates and global periods."""
