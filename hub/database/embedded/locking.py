"""How processes agree through lock files (flock). What a lock means, its users say.

A lock belongs to the open file and is inherited with it, so that the kernel gives it back when the last process
holding that file ends, however it ended.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def lock_file(path: Path) -> Iterator[int]:
    """Open a lock file, made if need be, not locked yet; closing it at the end gives its lock back."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def share(descriptor: int) -> None:
    """Hold it together with others who share it. Waits."""
    fcntl.flock(descriptor, fcntl.LOCK_SH)


def take(descriptor: int) -> bool:
    """Hold it alone, if nobody else holds it now; the answer says whether. Does not wait."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def holding(descriptor: int) -> Iterator[None]:
    """Hold it alone for a while. Waits for its turn."""
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
