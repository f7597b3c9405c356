"""Rows that are known are not read again, so whoever changes what a row means says so by another READER_VERSION.

`reader_version.json` holds, for each row of each source's fixture, a digest of what came of it under a version. After
raising READER_VERSION write it anew: `python -m tests.connectors.test_reader_version`.
"""

import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path

from connectors.feeds.reading import read_rows
from connectors.feeds.rows import READER_VERSION
from connectors.feeds.tabular import read_table
from connectors.registry import load_registry
from tests.connectors.uploads import FIXTURES, REGIONS, plain, rows_of

RECORD = Path(__file__).parent / "reader_version.json"


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def _meanings() -> dict[str, str]:
    """What comes of each row by itself, wherever it stands in the file."""
    found: dict[str, str] = {}
    for source in load_registry():
        table = read_table(io.BytesIO((FIXTURES / source.key / "input.csv").read_bytes()), source.columns)
        for row in rows_of(table):
            outcomes = read_rows(source, [replace(row, line=2)], REGIONS)
            found[f"{source.key}/{_digest(row.cells)}"] = _digest([plain(outcome) for outcome in outcomes])
    return found


def test_no_row_means_something_else_under_the_same_reader_version() -> None:
    record, now = json.loads(RECORD.read_text()), _meanings()

    assert record["version"] == READER_VERSION, "write reader_version.json anew"
    # A row or a source that is new has never been known.
    still_there = {row: meaning for row, meaning in record["meanings"].items() if row in now}
    assert len(still_there) > 50
    assert {row: now[row] for row in still_there} == still_there, "raise READER_VERSION in connectors/feeds/rows.py"


if __name__ == "__main__":
    record, now = json.loads(RECORD.read_text()), _meanings()
    if record["version"] == READER_VERSION and any(now.get(row, was) != was for row, was in record["meanings"].items()):
        raise SystemExit("A row means something else: raise READER_VERSION in connectors/feeds/rows.py first.")
    RECORD.write_text(json.dumps({"version": READER_VERSION, "meanings": now}, indent=1) + "\n")
