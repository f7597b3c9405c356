"""When the embedded PostgreSQL is created, started, shared and stopped. Knows nothing of roles, tables or migrations.

Two lock files beside the data carry the agreement between the hubs on one folder:

- `turn.lock`: whoever holds it alone may start or stop the server;
- `hubs.lock`: each running hub holds it shared; the hub that can take it alone is the last, and stops the server.
"""

import errno
import logging
import os
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from hub.database.embedded.cluster import Cluster, EmbeddedServer, Step
from hub.database.embedded.locking import holding, lock_file, share, take
from hub.database.embedded.programs import (
    ServerUser,
    can_reach,
    find_programs,
    misconfigured,
    refuse_system_without_sockets,
    server_user,
)
from hub.domain.errors import Misconfigured

_WATCH_SECONDS = 1.0
_RETRY_SECONDS = 10.0
_log = logging.getLogger(__name__)


@contextmanager
def embedded_server(
    folder: Path, *, durable: bool = True, on_step: Callable[[Step], None] = lambda step: None
) -> Iterator[EmbeddedServer]:
    """A PostgreSQL server on the data in `folder`, created at first use, shared with other hubs on the same folder,
    started again when it dies, and stopped when the last hub leaves.

    `durable=False` skips waiting for the disk: a loss of power may destroy the data. For tests.
    Raises `Misconfigured` when an operator must act: a folder that cannot be written or belongs to somebody else or to
    another major version, a full disk, a system that lacks what the server needs.
    """
    refuse_system_without_sockets()
    folder = folder.absolute()
    with ExitStack() as locks:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            user = server_user(folder / "postgresql")
            _let_in(user, folder)
            turn = locks.enter_context(lock_file(folder / "turn.lock"))
            hubs = locks.enter_context(lock_file(folder / "hubs.lock"))
            with holding(turn):
                share(hubs)
                programs = find_programs(folder, user, lambda: on_step(Step.COPYING_PROGRAMS))
                cluster = Cluster(folder=folder, programs=programs, durable=durable, on_step=on_step)
                cluster.create()
                server = cluster.bring_up()
        except OSError as refused:
            raise _unusable(folder, refused) from refused
        leaving = threading.Event()
        watcher = threading.Thread(target=_watch, args=(cluster, turn, leaving), name="database-watch", daemon=True)
        watcher.start()
        try:
            yield server
        finally:
            leaving.set()
            watcher.join()
            with holding(turn):
                if take(hubs):
                    cluster.shut_down()


def _watch(cluster: Cluster, turn: int, leaving: threading.Event) -> None:
    """Start the server again when it died under a running hub. Asks the lock, which costs the server nothing."""
    pause = _WATCH_SECONDS
    while not leaving.wait(pause):
        try:
            if cluster.is_dead():
                _log.warning("database server died, starting it again")
                with holding(turn):
                    cluster.bring_up()
            pause = _WATCH_SECONDS
        except (Misconfigured, OSError):
            _log.exception("database server could not be started again")
            pause = _RETRY_SECONDS


def _unusable(folder: Path, refused: OSError) -> Misconfigured:
    if refused.errno in {errno.ENOSPC, errno.EDQUOT}:
        return misconfigured("embedded.disk_full", folder=str(folder))
    reason = os.strerror(refused.errno or errno.EIO)
    return misconfigured("embedded.folder_unwritable", folder=str(folder), reason=reason)


def _let_in(user: ServerUser, folder: Path) -> None:
    """Let the server's user pass through the folder (not list it) to its own part. The folders above are not ours."""
    if not user.switch or can_reach(user, folder):
        return
    os.chown(folder, -1, user.gid)
    folder.chmod(stat.S_IMODE(folder.stat().st_mode) | stat.S_IXGRP)
    if not can_reach(user, folder):
        raise misconfigured("embedded.folder_unreachable", folder=str(folder), user=user.name)
