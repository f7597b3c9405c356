"""How the bytes of an XLSX workbook become lines of cells: in a process of its own, so that no workbook, however made,
takes more of the hub than that process may use. Opens no workbook itself.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from tempfile import TemporaryFile
from typing import IO

import msgspec

from connectors.feeds.grid import MAX_UPLOAD_BYTES, Grid, Line, feed_error
from hub.domain.errors import ErrorCode, FeedError, Parameter, problem

MAX_SECONDS = 60
"""By the clock, for a workbook to be read; the process has less by its own count."""

_CHILD = "connectors.feeds.spreadsheet_child"


class Refused(msgspec.Struct, frozen=True):
    """Why a workbook cannot be read, as the process that read it tells."""

    key: str
    parameters: Mapping[str, Parameter]


_message = msgspec.json.Decoder(Line | Refused)


def read_spreadsheet(blocks: Iterator[bytes], known: set[str]) -> Grid:
    """The lines of the first sheet with anything in it, of a workbook that comes block by block. `known` are names of
    columns. Raises FeedError.
    """
    lines = _lines(blocks, known)
    _, header = next(lines)
    return Grid(header=[name.strip() for name in header], lines=lines)


def _lines(blocks: Iterator[bytes], known: set[str]) -> Iterator[Line]:
    with TemporaryFile() as workbook, TemporaryFile() as messages:
        _keep(blocks, workbook)
        try:
            ended = subprocess.run(  # noqa: S603  # the command is one of ours
                [sys.executable, "-P", "-m", _CHILD, *known],
                stdin=workbook,
                stdout=messages,
                stderr=subprocess.DEVNULL,
                # Nothing of the hub's settings: they hold its passwords.
                env={"PYTHONPATH": os.pathsep.join(sys.path)},
                timeout=MAX_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise feed_error("feed.spreadsheet_unreadable", line=None) from None
        if ended.returncode != 0:
            raise feed_error("feed.spreadsheet_unreadable", line=None)
        messages.seek(0)
        for message in map(_message.decode, messages):
            if isinstance(message, Refused):
                raise FeedError(problem(ErrorCode.FEED_UNREADABLE, message.key, **message.parameters))
            yield message


def _keep(blocks: Iterator[bytes], workbook: IO[bytes]) -> None:
    size = 0
    for block in blocks:
        size += len(block)
        if size > MAX_UPLOAD_BYTES:
            raise feed_error("feed.spreadsheet_too_large", line=None, limit=MAX_UPLOAD_BYTES)
        workbook.write(block)
    workbook.seek(0)
