"""Documents stay as the hub wrote them: nothing is found by what they hold, and taking one apart cost as much as
storing it.
"""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute("alter table offering alter column draft type json using draft::text::json")
    op.execute("alter table offering_version alter column document type json using document::text::json")
    op.execute("alter table import_receipt alter column receipt type json using receipt::text::json")
