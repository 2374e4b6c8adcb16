"""Every URL with every role, and with another organ's records."""
