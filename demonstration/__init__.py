"""The sources of the demonstration library, and the generator that typesets them."""
