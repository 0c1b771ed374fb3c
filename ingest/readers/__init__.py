"""Readers: from a file of any format to lines. Importing this package loads no format's library."""
