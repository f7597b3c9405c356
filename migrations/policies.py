"""What every new table gets: its grants, row-level security that is FORCEd, and rules for the owner, the application
and the worker. A migration that creates a table calls `guard` or `share` right after; a test walks all tables.

    guard("referral", app={"select": OWN_OR_OVERSEEN, "insert": OWN_OR_OVERSEEN}, worker={"select": "due < now()"})

Changing this file changes no table that exists: earlier migrations wrote their rules out.
"""

from collections.abc import Mapping
from typing import Literal

from alembic import op

Command = Literal["select", "insert", "update", "delete"]
Rules = Mapping[Command, str]
"""For each command that a role may give: the condition on the rows. An update must hold it before and after."""

OWN = "partner_id = (select hub_partner())"
"""Rows of the viewer's own partner. Needs a column `partner_id`, copied onto the row: no policy reads a table."""
OVERSEEN = (
    "(select hub_role()) in ('SUPERVISOR', 'ADMINISTRATOR')"
    " and region_code >= (select hub_region_from()) and region_code < (select hub_region_to())"
)
"""Rows of a region that the viewer oversees. Needs `region_code varchar(13) collate "C"`, copied onto the row."""
OWN_OR_OVERSEEN = f"({OWN}) or ({OVERSEEN})"


def guard(table: str, *, app: Rules, worker: Rules | None = None) -> None:
    """A table in which each row is somebody's: a role may give just the commands that have a rule, on just the rows
    that hold it. Without a viewer no rule holds, so that nothing is seen."""
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    # Under FORCE the owner sees nothing either: without this a later backfill would silently change no row.
    op.execute(f"create policy owner_all on {table} to hub_owner using (true) with check (true)")
    for role, rules in (("app", app), ("worker", worker or {})):
        share(table, **{role: tuple(rules)})
        for command, condition in rules.items():
            using = "" if command == "insert" else f" using ({condition})"
            check = f" with check ({condition})" if command in ("insert", "update") else ""
            op.execute(f"create policy {role}_{command} on {table} for {command} to hub_{role}{using}{check}")


def share(table: str, *, app: tuple[Command, ...] = (), worker: tuple[Command, ...] = ()) -> None:
    """A table in which no row is anybody's own, such as reference data: grants, and no more. The test of all tables
    names each of them."""
    for role, commands in (("hub_app", app), ("hub_worker", worker)):
        if commands:
            op.execute(f"grant {', '.join(commands)} on {table} to {role}")
