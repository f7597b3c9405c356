"""What a line of the hub's log looks like: coloured at a terminal, JSON elsewhere. Never local variables, never a whole
identity number."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import TextIO

import orjson
import structlog

# NIK and KK have 16 digits; what an exception says may hold one.
_IDENTITY_NUMBER = re.compile(r"(?<!\d)(\d{6})\d{6}(\d{4})(?!\d)")


def configure_logs(stream: TextIO = sys.stderr) -> None:
    """Send everything, ours and the libraries', to `stream`. Warnings and worse from libraries, all of ours."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    rendering: list[structlog.typing.Processor]
    if stream.isatty():
        # The default shows local variables beside a traceback.
        rendering = [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    else:
        rendering = [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(serializer=lambda event, **_: orjson.dumps(event, default=str).decode()),
        ]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering, _mask],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("hub").setLevel(logging.INFO)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def _mask(_logger: object, _method: str, line: str | MutableMapping[str, object]) -> str:
    return _IDENTITY_NUMBER.sub(r"\1******\2", str(line))
