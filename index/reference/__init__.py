"""The reference engine: slow, short, and plainly right."""
