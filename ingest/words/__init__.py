"""What the words of pages tell: broken words, language, countries."""
