"""The embedded index on disk."""
