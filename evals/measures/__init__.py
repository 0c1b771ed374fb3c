"""Measures: pure functions from a case and what was said to a figure, each with a version."""
