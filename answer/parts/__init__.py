"""Which characters of a sentence are a number, a date, a name, a reason: what a question of that kind asks for."""
