"""From verified quotes to sentences that a language model made of them, each checked against the quotes that it cites."""
