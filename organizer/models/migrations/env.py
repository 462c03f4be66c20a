"""Alembic asks here for the connection; `migrating` has put it into the configuration."""

from alembic import context

from organizer.models.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
# The transaction is the caller's, so that migration and check succeed or fail as one.
context.run_migrations()
