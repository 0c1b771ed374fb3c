"""One file a step; the newest is ``assistant.library.tables.REVISION``."""
