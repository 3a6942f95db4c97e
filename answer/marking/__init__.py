"""Which part of a quote answers."""
