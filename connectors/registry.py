"""Which sources there are: every module of this folder that is one, found and checked. Knows none by name.

A module that declares nothing, cannot be imported, or has another's name stops the hub: a source never goes missing
silently.
"""

import importlib
import importlib.util
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from types import ModuleType

from connectors.contract import Source
from hub.domain.errors import ErrorCode, Misconfigured, problem, refuse
from hub.domain.offerings.offering import SourceKey

PACKAGE = Path(__file__).parent
_NO_SOURCES = {"contract", "registry", "feeds", "demonstration"}


class Registry:
    """Sources by key, in the order of their keys."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._by_key = {source.key: source for source in sorted(sources, key=lambda source: source.key)}

    def __iter__(self) -> Iterator[Source]:
        return iter(self._by_key.values())

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __getitem__(self, key: str) -> Source:
        """The source of a key; Refused like `require` when there is none."""
        return self.require(key)

    def require(self, key: str, *path: str | int) -> Source:
        """The source of a key that a caller gave; Refused (UNKNOWN_SOURCE, with the nearest key and all keys) when
        there is none."""
        source = self._by_key.get(SourceKey(key))
        if source is None:
            nearest = next(iter(get_close_matches(key, self._by_key, n=1, cutoff=0.5)), None)
            known = tuple(self._by_key)
            raise refuse(
                ErrorCode.UNKNOWN_SOURCE, "source.unknown", *path, given=key[:40], nearest=nearest, known=known
            )
        return source


def load_registry(*folders: Path) -> Registry:
    """The sources of some folders; of this package when none is given.

    Each has the name of its file for its key, so that a copy of a file is a source of its own. Raises Misconfigured
    when a module declares no `SOURCE`, cannot be imported, or has the name of another one.
    """
    found: dict[SourceKey, tuple[Source, Path]] = {}
    for folder in folders or (PACKAGE,):
        for name in sorted(info.name for info in pkgutil.iter_modules([str(folder)])):
            if name in _NO_SOURCES:
                continue
            source = _source(folder, name)
            if source.key in found:
                other = found[source.key][1] / name
                raise _wrong("source.repeated", str(folder / name), other=str(other))
            found[source.key] = (source, folder)
    return Registry(source for source, _ in found.values())


def _source(folder: Path, name: str) -> Source:
    try:
        module = _module(folder, name)
    except Exception as error:
        raise _wrong("source.broken_import", name, error=f"{type(error).__name__}: {error}"[:200]) from error
    source = getattr(module, "SOURCE", None)
    if not isinstance(source, Source):
        raise _wrong("source.silent", name)
    return replace(source, key=SourceKey(name))


def _module(folder: Path, name: str) -> ModuleType:
    if folder == PACKAGE:
        return importlib.import_module(f"connectors.{name}")
    # Two folders may hold a file of one name: the folder makes the module's own name unique.
    unique = f"connectors_{sha256(str(folder.resolve()).encode()).hexdigest()[:12]}.{name}"
    spec = importlib.util.spec_from_file_location(unique, folder / f"{name}.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"no module {name} in {folder.name}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[unique] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[unique]
        raise
    return module


def _wrong(message: str, name: str, **parameters: str) -> Misconfigured:
    return Misconfigured(problem(ErrorCode.MISCONFIGURED, message, module=name, **parameters))
