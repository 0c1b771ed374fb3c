"""From files to the library."""
