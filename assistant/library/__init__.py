"""The system of record: every text lives here and nowhere else."""
