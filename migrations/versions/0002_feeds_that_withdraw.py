"""Which offerings their feed withdrew by leaving them out, so that it may bring them back."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("alter table offering add column withdrawn_by_feed boolean not null default false")
    op.execute("alter table offering alter column withdrawn_by_feed drop default")
