"""Học Vụ: answers on education regulations, each with the provision it stands on."""

__version__ = "0.1.0"
