"""Where Alembic gets its connection: from ``Library.open``, inside one transaction."""

from alembic import context

from assistant.library.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
