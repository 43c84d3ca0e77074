"""Settings, addresses, commands and the embedded database."""
