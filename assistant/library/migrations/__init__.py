"""The library's schema, step by step (Alembic). Run by ``Library.open`` when it must be."""
