"""Answers that a model writes and code verifies: what it is given, what it says, what is shown."""
