"""How one PostgreSQL cluster is created, and its server started, found and stopped. When to do so, `server` decides.

The server inherits the lock `server.lock`: it is free exactly when no process of the server lives. Process numbers
could not tell: after a crash they belong to somebody else, to a zombie, or to another container.
"""

import errno
import os
import shlex
import shutil
import socket
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote, urlencode

from hub.database.embedded.locking import lock_file, share, take
from hub.database.embedded.programs import MAJOR, Programs, misconfigured
from hub.domain.errors import Misconfigured

SUPERUSER = "postgres"
"""The role that owns the cluster: for creating roles and the database, never for the hub's work."""

_PORT = 5432  # part of the socket's name; nothing listens on a network
_FREE_BYTES_TO_CREATE = 256 * 1024**2
_PATIENCE_SECONDS = 60.0
_START_TIMEOUT_SECONDS = 600  # replaying the log after a crash may take minutes
_STOP_TIMEOUT_SECONDS = 120


class Step(StrEnum):
    """What may take longer than a moment."""

    COPYING_PROGRAMS = "COPYING_PROGRAMS"
    CREATING = "CREATING"
    STARTING = "STARTING"
    STOPPING = "STOPPING"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedServer:
    """A running server, reached through the socket in `socket_folder` by root and the server's own user only."""

    socket_folder: Path

    def url(self, *, user: str, database: str) -> str:
        """A URL for asyncpg and SQLAlchemy. No password: the kernel tells the server who is calling."""
        place = urlencode({"host": str(self.socket_folder), "port": _PORT}, safe="/")
        return f"postgresql://{quote(user, safe='')}@/{quote(database, safe='')}?{place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The server's files in `folder/postgresql`. Every method but `is_dead` and `running` needs the turn."""

    folder: Path
    programs: Programs
    durable: bool
    on_step: Callable[[Step], None]

    @property
    def _files(self) -> Path:
        return self.folder / "postgresql"

    def create(self) -> None:
        """Make the files, unless they are there already: under another name first, so that a hub killed half-way leaves
        nothing that looks like a cluster. Raises `Misconfigured`."""
        if (version := self._files / "PG_VERSION").is_file():
            found = version.read_text(encoding="utf-8", errors="replace").strip()
            if found != str(MAJOR):  # these programs can neither read nor convert it
                raise misconfigured(
                    "embedded.other_major_version", folder=str(self._files), found=found, expected=str(MAJOR)
                )
            return
        if shutil.disk_usage(self.folder).free < _FREE_BYTES_TO_CREATE:
            raise misconfigured("embedded.disk_full", folder=str(self.folder))
        self.on_step(Step.CREATING)
        for leftover in self.folder.glob("creating-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        scratch = Path(tempfile.mkdtemp(prefix="creating-", dir=self.folder))
        self._give(scratch)
        began = time.time()
        # The built-in C.UTF-8 sorts and folds alike on every system; the C library's may be missing.
        ended = self.programs.run(
            "initdb",
            f"--pgdata={scratch}",
            f"--username={SUPERUSER}",
            "--auth=peer",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions",
            *([] if self.durable else ["--no-sync"]),
        )
        if ended.returncode != 0:
            shutil.rmtree(scratch, ignore_errors=True)
            raise self._failure(ended.stdout, since=began)
        try:
            scratch.rename(self._files)
        except OSError as occupied:
            raise misconfigured("embedded.folder_occupied", folder=str(self._files)) from occupied

    def bring_up(self) -> EmbeddedServer:
        """Adopt a server that runs (an orphan of a killed hub, or another hub's), else start one."""
        patience_ends = time.monotonic() + _PATIENCE_SECONDS
        while (server := self.running()) is None:
            if self.is_dead():
                self._start()
            elif time.monotonic() > patience_ends:
                raise misconfigured("embedded.server_silent", folder=str(self.folder))
            else:  # on its way up, or its last processes on their way out
                time.sleep(0.05)
        return server

    def running(self) -> EmbeddedServer | None:
        """The server that answers now, if any, as told by its own status file."""
        try:
            status = (self._files / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            sockets, state = Path(status[4]), status[7].strip()
            with socket.socket(socket.AF_UNIX) as caller:
                caller.connect(str(sockets / f".s.PGSQL.{_PORT}"))
        except (OSError, IndexError):
            return None
        return EmbeddedServer(socket_folder=sockets) if state == "ready" else None

    def is_dead(self) -> bool:
        """True when no process of the server lives, the last straggler included."""
        with lock_file(self.folder / "server.lock") as alive:
            return take(alive)

    def shut_down(self) -> None:
        server = self.running()
        if server is None:
            return
        self.on_step(Step.STOPPING)
        self.programs.run(
            "pg_ctl", "stop", f"--pgdata={self._files}", "--mode=fast", f"--timeout={_STOP_TIMEOUT_SECONDS}"
        )
        patience_ends = time.monotonic() + _PATIENCE_SECONDS
        while not self.is_dead() and time.monotonic() < patience_ends:
            time.sleep(0.02)
        shutil.rmtree(server.socket_folder, ignore_errors=True)

    def _start(self) -> None:
        self.on_step(Step.STARTING)
        # Nobody lives, so what is left of an earlier run is stale, even where its process number is in use again:
        # PostgreSQL would take that other process for a server and refuse to start.
        for stale in ("postmaster.pid", "start.log"):
            (self._files / stale).unlink(missing_ok=True)
        sockets = self._socket_folder()
        with lock_file(self.folder / "server.lock") as alive:
            share(alive)
            began = time.time()
            ended = self.programs.run(
                "pg_ctl",
                "start",
                f"--pgdata={self._files}",
                f"--log={self._files / 'start.log'}",
                f"--timeout={_START_TIMEOUT_SECONDS}",
                f"--options={shlex.join(self._options(sockets))}",
                keep_open=(alive,),
            )
        if ended.returncode != 0:
            raise self._failure(ended.stdout, since=began)

    def _options(self, sockets: Path) -> Iterator[str]:
        # The access rules stand beside the data, not in it: root never writes into a folder of the server's user.
        rules, names = self.folder / "pg_hba.conf", self.folder / "pg_ident.conf"
        rules.write_text("local all all peer map=hub\n", encoding="utf-8")
        names.write_text(f'hub root all\nhub "{self.programs.user.name}" all\n', encoding="utf-8")
        for file in (rules, names):
            file.chmod(0o644)
        settings = {
            "hba_file": str(rules),
            "ident_file": str(names),
            "listen_addresses": "",
            "port": str(_PORT),
            "unix_socket_directories": str(sockets),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            # A week of log files. None holds a statement or a value from a row: these may be about a person.
            "logging_collector": "on",
            "log_directory": "log",
            "log_filename": "postgresql-%a.log",
            "log_rotation_age": "1d",
            "log_truncate_on_rotation": "on",
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
        }
        if not self.durable:  # a killed server still loses nothing, as it would with synchronous_commit off
            settings |= {"fsync": "off", "full_page_writes": "off"}
        for name, value in settings.items():
            yield from ("-c", f"{name}={value}")

    def _socket_folder(self) -> Path:
        """A short private folder, as a socket's path has at most 107 bytes. The link `socket` beside the data
        remembers it, so that a server started again is found in the same place."""
        link = self.folder / "socket"
        remembered = link.readlink() if link.is_symlink() else None
        if remembered is not None and self._is_private(remembered):
            for stale in remembered.glob(".s.PGSQL.*"):
                stale.unlink()
            return remembered
        for base in ("/run", "/tmp") if os.geteuid() == 0 else ("/tmp",):  # noqa: S108  # made unguessable by mkdtemp
            try:
                made = Path(tempfile.mkdtemp(prefix="simpul-", dir=base))
            except OSError:
                continue
            self._give(made)
            link.unlink(missing_ok=True)
            link.symlink_to(made)
            return made
        raise misconfigured("embedded.no_socket_folder", folder="/tmp")  # noqa: S108

    def _is_private(self, place: Path) -> bool:
        """Ours, and closed to all others: anybody may make a folder of that name in /tmp after we are gone."""
        try:
            place.mkdir(mode=0o700)
            self._give(place)
        except FileExistsError:
            pass
        except OSError:
            return False
        found = place.lstat()
        return stat.S_ISDIR(found.st_mode) and found.st_uid == self.programs.user.uid and not found.st_mode & 0o077

    def _give(self, place: Path) -> None:
        if self.programs.user.switch:
            os.chown(place, self.programs.user.uid, self.programs.user.gid, follow_symlinks=False)

    def _failure(self, output: str, *, since: float) -> Misconfigured:
        """What the program itself gave as its reason, wherever it wrote that `since` it was run (seconds, epoch)."""
        logs = [path for path in (self._files / "log").glob("*.log") if path.stat().st_mtime >= since]
        files = [path for path in (self._files / "start.log", *logs) if path.exists()]
        texts = [output, *(path.read_text("utf-8", "replace") for path in files)]
        lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
        if any(os.strerror(errno.ENOSPC) in line for line in lines):
            return misconfigured("embedded.disk_full", folder=str(self.folder))
        reasons = [line for line in lines if any(mark in line for mark in ("FATAL:", "PANIC:", "error:"))]
        reason = (reasons or lines or ["-"])[-1]
        return misconfigured("embedded.start_failed", folder=str(self.folder), reason=reason)
