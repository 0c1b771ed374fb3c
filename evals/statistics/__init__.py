"""Intervals, paired tests, power: what a difference between two runs is worth."""
