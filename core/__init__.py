"""The records, errors, languages and countries that every room speaks of."""
