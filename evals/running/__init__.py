"""Asks the cases of a set and keeps what came, row by row."""
