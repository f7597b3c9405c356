"""How the application listens: its address, the server around it, and when it says that it is there."""

import asyncio
import errno
import gc
import os
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from hub.domain.errors import ErrorCode, Misconfigured, problem

_GRACE_SECONDS = 20


def bind(host: str, port: int) -> socket.socket:
    """The address, taken for this process; nobody can connect before `run`. Raises `Misconfigured` when it cannot be
    had, at once: before anything slow is begun."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as unknown:
        raise _refused(host, port, unknown) from unknown
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as refused:
        listener.close()
        raise _refused(host, port, refused) from refused
    return listener


def run(app: ASGIApp, listener: socket.socket, on_start: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM, then let running requests end. `on_start` is called once connections are taken.
    uvicorn raises the signal again afterwards, for the caller to handle."""
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        log_config=None,
        access_log=False,  # an address of a page may say whom it is about
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_Announced(config, on_start).serve(sockets=[listener]))


def settle_memory() -> None:
    """Look no more for garbage among what a start has made, and seldom among the rest (p99 up to four times better)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


class _Announced(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, on_start: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_start = on_start

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        except OSError as refused:  # another process bound the same address and listened first
            assert sockets is not None
            host, port = sockets[0].getsockname()[:2]
            await self.lifespan.shutdown()
            raise _refused(host, port, refused) from refused
        if self.started:
            # What exists now stays: leave it out of every collection to come.
            settle_memory()
            self._on_start()


def _refused(host: str, port: int, error: OSError) -> Misconfigured:
    if error.errno == errno.EADDRINUSE:
        key = "command.port_in_use"
    elif error.errno in {errno.EACCES, errno.EPERM}:
        key = "command.port_forbidden"
    else:
        reason = error.strerror or os.strerror(error.errno or errno.EADDRNOTAVAIL)
        return Misconfigured(problem(ErrorCode.MISCONFIGURED, "command.host_unusable", host=host, reason=reason))
    return Misconfigured(problem(ErrorCode.MISCONFIGURED, key, host=host, port=str(port)))
