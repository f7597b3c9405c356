"""A published content is stored with its version only, and its digest with the offering: an import tells by it what
changed. Offerings from before keep their copy until they are published again.
"""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("alter table offering add column digest bytea, alter column draft drop not null")
    op.execute(
        "alter table offering add constraint offering_content_check check"
        " (case when digest is null then draft is not null else draft is null and version_id is not null end)"
    )
    op.execute(
        "comment on table offering is 'Where the content is that of the version, it is stored there only: draft is"
        " null, and digest is the SHA-256 of the document as the hub wrote it.'"
    )
