"""The form of a source, filled in with an example, for a partner to begin with."""

import csv
import io

from connectors.contract import Source


def template(source: Source) -> str:
    """The header and one filled row as CSV, which `upload` reads back as one offering.

    Separated by semicolons: a spreadsheet program set to Indonesian takes no comma, and others ask or see for
    themselves.
    """
    written = io.StringIO(newline="")
    lines = csv.writer(written, delimiter=";", lineterminator="\n")
    lines.writerow(column.name for column in source.columns)
    lines.writerow(column.example for column in source.columns)
    return written.getvalue()
