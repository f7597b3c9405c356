"""When, by whom and why a partner was last withdrawn. Everybody may see one that is: its versions name it."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute(
        "alter table partner add column withdrawn_at timestamp with time zone,"
        " add column withdrawn_by varchar, add column withdrawn_because varchar"
    )
    op.execute(
        "alter policy app_select on partner using (verified_at is not null or withdrawn_at is not null"
        " or id = (select hub_partner()) or ((select hub_role()) in ('SUPERVISOR', 'ADMINISTRATOR')"
        " and region_code >= (select hub_region_from()) and region_code < (select hub_region_to())))"
    )
