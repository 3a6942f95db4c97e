"""Pages that have to be recognised."""
