"""Faces of the assistant: HTTP, pages, command line."""
