"""Who says what in a document: turns of minutes and transcripts, parts of joint decks, reported statements."""
