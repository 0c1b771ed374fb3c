"""Other people's evaluation tools: their formats, in and out."""
