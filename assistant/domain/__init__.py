"""What a regulation is. Frozen values without I/O; imports nothing of ours."""
