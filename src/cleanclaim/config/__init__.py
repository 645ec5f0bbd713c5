"""How an installation is put together: settings, addresses, and what it takes from its environment."""
