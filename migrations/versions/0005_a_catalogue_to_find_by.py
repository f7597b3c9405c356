"""The catalogue holds only what offerings are found by: what one says stands in its version, which never changes."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute(
        "alter table published_offering drop column document, drop column version_number, drop column partner_name,"
        " drop column published_by"
    )
