"""Measurements that are committed with their results."""
