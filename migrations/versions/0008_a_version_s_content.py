"""What a version holds is called its content, like everywhere else: a document is what a family brings."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.execute("alter table offering_version rename column document to content")
    op.execute(
        "comment on table offering is 'Where the content is that of the version, it is stored there only: draft is null,"
        " and digest is the SHA-256 of the JSON as the hub wrote it.'"
    )
