"""What importing a long file costs, step by step: new, then again unchanged, beside the least that storing could
cost. Asserts no time."""

import csv
import io
import sys
import time
from dataclasses import replace

import asyncpg
import msgspec

from connectors.registry import Registry, load_registry
from hub.database.engine import Database
from hub.domain.partner import PartnerKind
from hub.serving import settle_memory
from hub.usecases.feeds import ImportOrder, import_upload
from tests.builders import ADMINISTRATOR, hub_on, verified_partner

_SOURCES = {"apbn": PartnerKind.MINISTRY, "beas_perelek": PartnerKind.COMMUNITY_STEWARD}


async def measure_imports(url: str, rows: int, *, owner_url: str) -> None:
    """Print the steps of importing so many rows of the widest and of a small source. The owner may copy into a table
    of its session, which the hub may not."""
    database = await Database.open(url)
    settle_memory()  # as the hub does when it has started
    try:
        long = Registry(replace(source, maximum_rows=rows) for source in load_registry())
        hub = hub_on(database, sources=long)
        for key, kind in _SOURCES.items():
            source = hub.sources[key]
            partner = await verified_partner(hub, f"Uji {key}", kind=kind)
            upload = _upload([column.name for column in source.columns], [c.example for c in source.columns], rows)
            sys.stdout.write(f"\n{key}: {rows:,} rows, {len(upload) / 1e6:.0f} MB, {len(source.columns)} columns\n")
            reference = await _copied(owner_url, upload)
            sys.stdout.write(f"  reference: the same lines by COPY into one table without index {reference:6.1f} s\n")
            order = ImportOrder(source=key, partner_id=partner.id, feed="uji", upload=upload)
            for name in ("new", "unchanged"):
                steps: list[tuple[str, float]] = [("looking up", time.perf_counter())]
                await import_upload(
                    hub,
                    ADMINISTRATOR,
                    order,
                    watch=lambda step: steps.append((step.value, time.perf_counter())),  # noqa: B023
                )
                steps.append(("", time.perf_counter()))
                took = (f"{steps[i][0].lower()} {steps[i + 1][1] - steps[i][1]:.1f} s" for i in range(len(steps) - 1))
                whole = steps[-1][1] - steps[0][1]
                ratio = f"{whole / reference:5.1f} × reference"
                sys.stdout.write(f"  {name:<10} {whole:6.1f} s   {ratio}   {' · '.join(took)}\n")
                sys.stdout.flush()
    finally:
        await database.close()


async def _copied(url: str, upload: bytes) -> float:
    """Seconds to read a file as CSV and to copy its rows, as JSON, into a table of the session."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("create temp table copied (row json)")
        start = time.perf_counter()
        rows = csv.reader(io.StringIO(upload.decode(), newline=""))
        await connection.copy_records_to_table("copied", records=((msgspec.json.encode(row).decode(),) for row in rows))
        return time.perf_counter() - start
    finally:
        await connection.close()


def _upload(header: list[str], example: list[str], rows: int) -> bytes:
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(header)
    for number in range(rows):
        table.writerow([f"uji-{number}", *example[1:]])
    return written.getvalue().encode()
