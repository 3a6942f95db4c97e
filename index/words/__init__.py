"""The words and names that the corpus has."""
