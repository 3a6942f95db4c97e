"""Which documents belong together: copies, versions, language twins."""
