"""From a question to quotes that stand on their page, character by character."""
