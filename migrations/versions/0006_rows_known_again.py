"""The digest of the row of a feed that says an offering's content: a row known by it is not read again."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute("alter table offering add column row_digest bytea")
