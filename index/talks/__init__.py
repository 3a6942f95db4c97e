"""The same talk told twice: slides and the pages that report on them, and pages of language twins."""
