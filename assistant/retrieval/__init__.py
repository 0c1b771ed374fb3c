"""From a question to ranked provisions."""
