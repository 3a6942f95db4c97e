"""In which order results stand."""
