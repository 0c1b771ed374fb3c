"""Code decides what a model's statement may say: see ``statements.faults``."""
