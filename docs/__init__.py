"""Screenshots, and what takes them."""
