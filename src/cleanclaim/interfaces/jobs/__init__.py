"""Work that runs through several stages: what the worker does by itself, and what one button sets off."""
