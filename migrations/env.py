"""How alembic runs inside `simpul migrate`: on the connection it is given, in that connection's transaction."""

from alembic import context

from hub.database.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
