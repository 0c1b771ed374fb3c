"""Readers of the formats in which evaluators already have their sets; ``registry`` lists them."""
