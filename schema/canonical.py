"""Values of the domain as canonical JSON: what means the same is the same bytes, in every process and after each start.

Cursors and idempotency keys rest on it. (`repr` does not do: the order in which it writes a set differs from process to
process.) Reads nothing back.
"""

import hashlib
import json
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from hub.domain.rules.criterion import Rule
from hub.domain.rules.criterion_json import write_rule


def canonical_json(value: object) -> bytes:
    """A value as JSON without spaces: dataclasses by their fields, sets and mappings sorted, an upload by its SHA-256.
    Raises TypeError for what has no such form."""
    return _dumps(_plain(value)).encode()


def digest(*values: object) -> str:
    """The SHA-256 of some values' canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(values)).hexdigest()


def _dumps(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case bytes():
            return hashlib.sha256(value).hexdigest()
        case Rule():
            return write_rule(value)
        case tuple() | list():
            return [_plain(each) for each in value]
        case Set():
            return sorted(map(_plain, value), key=_dumps)
        case Mapping():
            # As pairs: not every key is a text.
            return sorted(([_plain(key), _plain(each)] for key, each in value.items()), key=_dumps)
        case _:
            if not is_dataclass(value):
                raise TypeError(f"{type(value).__name__} has no canonical JSON")
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
