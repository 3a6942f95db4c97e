"""The corpus folder: what is there, and what changed."""
