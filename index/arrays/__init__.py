"""Searching with vector operations."""
