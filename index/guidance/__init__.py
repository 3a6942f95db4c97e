"""Help with a query: what may have been meant, how it may go on, what it was understood as."""
