"""Who is who: names of people and organisations, reviewed alias tables, and proposals of what may be the same."""
