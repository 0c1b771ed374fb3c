"""Verdicts by a model and labels by people, and how far they agree."""
