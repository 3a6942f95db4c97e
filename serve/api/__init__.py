"""Routes over HTTP, a module a subject."""
