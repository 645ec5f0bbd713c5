"""What needed leave beforehand."""
