"""What is printed: one typst file a document."""
