"""The optional second ranking, by meaning."""
