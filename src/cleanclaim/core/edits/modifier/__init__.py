"""How it was done: modifiers, and what stands beside what."""
