"""Writing a case: from a question to a valid line of a set, with the gold passages picked from a list."""
