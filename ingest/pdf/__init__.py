"""PDFs: their pages, and how they are built."""
