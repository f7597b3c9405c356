"""${message}."""

from alembic import op

# A table that is created here is guarded (or shared) here as well: see migrations.policies.
revision = "${up_revision}"
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${upgrades if upgrades else "raise NotImplementedError"}
