"""From records to findable pages: analysis, queries, ranking, facets, snippets."""
