"""What a reader asks: the language of queries, and what a query means on one generation."""
