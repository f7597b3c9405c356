"""Which media type and which language an answer is given in. Reads two header values; writes nothing.

RFC 9110 (12.4.2, 12.5.1, 12.5.4) and GraphQL over HTTP. Malformed parts of a header are passed over, never refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class MediaType(StrEnum):
    """What the endpoint can answer with. The order here decides between types that a client likes equally."""

    JSON = "application/json"
    GRAPHQL = "application/graphql-response+json"
    PAGE = "text/html"
    EVENTS = "text/event-stream"


@dataclass(frozen=True, slots=True)
class _Choice:
    """One comma-separated part of a header: its value in lower case, its weight 0 to 1, its place."""

    value: str
    weight: float
    place: int


def choose_media_type(accept: str | None, offers: Sequence[MediaType]) -> MediaType | None:
    """The offer that `accept` likes best: by weight, then by the order in which the header names them.

    No header means JSON, as GraphQL over HTTP asks of servers of this age. None when no offer is acceptable.
    """
    if accept is None or not accept.strip():
        return MediaType.JSON
    choices = _choices(accept)
    ranked: list[tuple[float, int, int, MediaType]] = []
    for preference, offer in enumerate(offers):
        match = _most_specific(choices, offer)
        if match is not None and match.weight > 0:
            ranked.append((-match.weight, match.place, preference, offer))
    return min(ranked)[-1] if ranked else None


def choose_language(accept_language: str | None, languages: Sequence[str], default: str) -> str:
    """The language among `languages` (two-letter codes) that the reader likes best; `default` when none is named.

    `en-GB` is served with `en` (RFC 4647 lookup). `in` is the code that old systems still send for Indonesian.
    """
    best: tuple[float, int, str] | None = None
    for choice in _choices(accept_language or ""):
        primary = choice.value.partition("-")[0]
        language = default if primary == "*" else "id" if primary == "in" else primary
        if choice.weight > 0 and language in languages:
            rank = (-choice.weight, choice.place, language)
            best = rank if best is None else min(best, rank)
    return best[-1] if best else default


def _most_specific(choices: Sequence[_Choice], offer: MediaType) -> _Choice | None:
    """The part that speaks for `offer`: the exact type before `type/*` before `*/*` (RFC 9110, 12.5.1)."""
    for wanted in (offer.value, offer.value.partition("/")[0] + "/*", "*/*"):
        for choice in choices:
            if choice.value == wanted:
                return choice
    return None


def _choices(header: str) -> list[_Choice]:
    found: list[_Choice] = []
    for place, part in enumerate(header.split(",")):
        value, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if value:
            found.append(_Choice(value, _weight(parameters), place))
    return found


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, given = parameter.partition("=")
        if name.strip() == "q":
            try:
                weight = float(given)
            except ValueError:
                return 0.0
            return weight if 0 <= weight <= 1 else 0.0
    return 1.0
