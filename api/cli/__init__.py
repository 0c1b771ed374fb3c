"""The command line ``hocvu``. Imports nothing heavy: each command imports what it needs."""
