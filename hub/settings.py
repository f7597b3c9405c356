"""What the environment says about how the hub is to run. Opens nothing: whether a folder or a database answers is found
out by those who use it."""

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from hub.domain.errors import ErrorCode, Misconfigured, Problem, problem
from hub.domain.text import Language

_PREFIX = "SIMPUL_"
_SCHEMES = frozenset({"postgresql", "postgres", "postgresql+asyncpg"})
_HOST = re.compile(r"[A-Za-z0-9.:_-]+")


class Variable(StrEnum):
    """Every variable the hub reads."""

    HOST = "SIMPUL_HOST"
    PORT = "SIMPUL_PORT"
    DATA = "SIMPUL_DATA"
    DATABASE_URL = "SIMPUL_DATABASE_URL"
    MIGRATION_URL = "SIMPUL_MIGRATION_URL"
    LANGUAGE = "SIMPUL_LANGUAGE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the hub is to run. Without a database URL it runs its own PostgreSQL in `data`."""

    host: str = "127.0.0.1"
    port: int = 8000
    data: Path
    database_url: str | None = None
    """Logs in as a member of `hub_app`."""
    migration_url: str | None = None
    """Logs in as a member of `hub_owner`."""
    language: Language = Language.ID


def read_settings(
    environment: Mapping[str, str],
    *,
    home: Path | None = None,
    as_root: bool | None = None,
    url_needed: Variable = Variable.DATABASE_URL,
) -> Settings:
    """The settings, an empty value counting as not set. `url_needed` is the URL this command works through: it may only
    be left out together with the other one.

    Raises `Misconfigured` with one problem for each wrong or missing value and each unknown `SIMPUL_` name.
    """
    given = {name: value.strip() for name, value in environment.items() if name.startswith(_PREFIX) and value.strip()}
    problems = [*_unknown(environment), *_wrong(given)]
    urls = {Variable.DATABASE_URL, Variable.MIGRATION_URL} & given.keys()
    if urls and url_needed not in urls:
        problems.append(_problem("settings.url_missing", url_needed, given=", ".join(sorted(urls))))
    if problems:
        raise Misconfigured(*problems)
    if home is None:
        home = Path.home()
    return Settings(
        host=given.get(Variable.HOST, "127.0.0.1"),
        port=int(given.get(Variable.PORT, "8000")),
        data=_data_folder(given.get(Variable.DATA), environment.get("XDG_DATA_HOME"), home, as_root),
        database_url=given.get(Variable.DATABASE_URL),
        migration_url=given.get(Variable.MIGRATION_URL),
        language=Language(given.get(Variable.LANGUAGE, Language.ID)),
    )


def _data_folder(chosen: str | None, xdg: str | None, home: Path, as_root: bool | None) -> Path:
    """The chosen folder; else where a service of the system keeps its data, or where the user's programs do (XDG Base
    Directory: a relative XDG_DATA_HOME is to be ignored)."""
    if chosen is not None:
        return (home / chosen[2:] if chosen.startswith("~/") else Path(chosen)).absolute()
    if os.geteuid() == 0 if as_root is None else as_root:
        return Path("/var/lib/simpul")
    return (Path(xdg) if xdg and Path(xdg).is_absolute() else home / ".local/share") / "simpul"


def _unknown(environment: Mapping[str, str]) -> list[Problem]:
    """A misspelt name would be passed over in silence, and the hub start on another database than was meant."""
    known = [variable.value for variable in Variable]
    return [
        _problem("settings.unknown", name, nearest=difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0])
        for name in sorted(environment)
        if name.startswith(_PREFIX) and name not in known
    ]


def _wrong(given: Mapping[str, str]) -> list[Problem]:
    """No problem repeats a URL: it may hold a password."""
    problems = []
    host = given.get(Variable.HOST)
    if host is not None and not _HOST.fullmatch(host):
        problems.append(_problem("settings.bad_host", Variable.HOST, given=host))
    port = given.get(Variable.PORT)
    if port is not None and not (re.fullmatch("[0-9]{1,5}", port) and 1 <= int(port) <= 65535):
        problems.append(_problem("settings.bad_port", Variable.PORT, given=port))
    problems.extend(
        _problem("settings.bad_url", name)
        for name in (Variable.DATABASE_URL, Variable.MIGRATION_URL)
        if name in given and not _is_database_url(given[name])
    )
    language = given.get(Variable.LANGUAGE)
    if language is not None and language not in set(Language):
        problems.append(_problem("settings.bad_language", Variable.LANGUAGE, given=language, allowed=tuple(Language)))
    return problems


def _is_database_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for one that is no number
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and len(parts.path) > 1 and not any(letter.isspace() for letter in url)


def _problem(key: str, name: str, **parameters: str | tuple[str, ...]) -> Problem:
    return problem(ErrorCode.MISCONFIGURED, key, name, name=name, **parameters)
