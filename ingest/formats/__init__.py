"""Other formats, and the reading copies made of them."""
