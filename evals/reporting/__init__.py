"""What came out, as files for people and for other programs."""
