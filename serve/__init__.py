"""One façade over the stages, and the thin skins on it."""
