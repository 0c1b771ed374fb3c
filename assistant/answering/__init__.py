"""From provisions to an answer that can be checked."""
