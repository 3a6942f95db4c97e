"""Who said what, from where, about where: portraits of presenters and countries, and the matrix of both."""
