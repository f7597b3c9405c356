"""What importing a long document costs, step by step: new, then again unchanged. Asserts no time."""

import csv
import io
import sys
import time
from dataclasses import replace

from connectors.registry import Registry, load_registry
from hub.database.engine import Database
from hub.domain.partner import PartnerKind
from hub.serving import settle_memory
from hub.usecases.feeds import ImportOrder, import_document
from tests.builders import ADMINISTRATOR, hub_on, verified_partner

_SOURCES = {"apbn": PartnerKind.MINISTRY, "beas_perelek": PartnerKind.COMMUNITY_STEWARD}


async def measure_imports(url: str, rows: int) -> None:
    """Print the steps of importing so many rows of the widest and of a small source."""
    database = await Database.open(url)
    settle_memory()  # as the hub does when it has started
    try:
        long = Registry(replace(source, maximum_rows=rows) for source in load_registry())
        hub = hub_on(database, sources=long)
        for key, kind in _SOURCES.items():
            source = hub.sources[key]
            partner = await verified_partner(hub, f"Uji {key}", kind=kind)
            document = _document([column.name for column in source.columns], [c.example for c in source.columns], rows)
            sys.stdout.write(f"\n{key}: {rows:,} rows, {len(document) / 1e6:.0f} MB, {len(source.columns)} columns\n")
            order = ImportOrder(source=key, partner_id=partner.id, feed="uji", document=document)
            for name in ("new", "unchanged"):
                steps: list[tuple[str, float]] = [("looking up", time.perf_counter())]
                await import_document(
                    hub,
                    ADMINISTRATOR,
                    order,
                    watch=lambda step: steps.append((step.value, time.perf_counter())),  # noqa: B023
                )
                steps.append(("", time.perf_counter()))
                told = (f"{steps[i][0].lower()} {steps[i + 1][1] - steps[i][1]:.1f} s" for i in range(len(steps) - 1))
                sys.stdout.write(f"  {name:<10} {steps[-1][1] - steps[0][1]:6.1f} s   {' · '.join(told)}\n")
                sys.stdout.flush()
    finally:
        await database.close()


def _document(header: list[str], example: list[str], rows: int) -> bytes:
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(header)
    for number in range(rows):
        table.writerow([f"uji-{number}", *example[1:]])
    return written.getvalue().encode()
