"""Alembic's entry: runs the migrations on the connection that :mod:`workbench.store.migrate` holds open."""

from alembic import context

from workbench.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
