"""Who is asking, in which language, on whose budget. Proves no token itself: it is given `authenticate`."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic
from urllib.parse import parse_qs

from starlette.types import Scope

from hub.domain.errors import ErrorCode, Refused
from hub.web.faults import Fault, Json, RequestRefused, Word, refusal, status_of
from hub.web.negotiation import choose_language
from hub.web.operations import Asker, V


class Callers(Generic[V]):
    """Turns the headers of a request, or what a socket sent at its start, into an `Asker`.

    `authenticate` gives the viewer for a mapping of lower-case header names (one without `authorization` is anonymous)
    and raises `Refused`. `budget_name` names whose budget a viewer spends; None means the client's address.
    """

    def __init__(
        self,
        *,
        authenticate: Callable[[Mapping[str, str]], Awaitable[V]],
        budget_name: Callable[[V], str | None],
        word: Word,
        languages: Sequence[str],
        default_language: str,
    ) -> None:
        self._authenticate = authenticate
        self._budget_name = budget_name
        self._word = word
        self._languages = languages
        self._default_language = default_language

    async def identify(
        self, headers: Mapping[str, str], *, client: str, wished: str | None = None, in_url: Scope | None = None
    ) -> Asker[V]:
        """The asker. Raises `RequestRefused` with status 401 and `WWW-Authenticate` (RFC 6750, 3) for a token that is
        not good, or that stands in the URL, where logs and referrers would keep it."""
        if in_url is not None and has_token_in_url(in_url):
            raise refusal(
                ErrorCode.UNAUTHENTICATED, "web.token_in_url", status=401, headers=_challenge("invalid_request")
            )
        try:
            viewer = await self._authenticate(headers)
        except Refused as error:
            faults = [Fault(problem=each) for each in error.problems]
            unknown = faults[0].problem.code is ErrorCode.UNAUTHENTICATED
            challenge = _challenge("invalid_token" if "authorization" in headers else None) if unknown else {}
            raise RequestRefused(faults, status_of(faults), headers=challenge) from error
        return Asker(
            viewer=viewer,
            language=self.language(headers.get("accept-language"), wished),
            budget=self._budget_name(viewer) or f"address {client}",
        )

    def language(self, accept_language: str | None, wished: str | None = None) -> str:
        """The reader's language. What a socket's client wished for goes before the header: a browser sends the header
        by itself and lets no page change it."""
        if wished is not None and wished in self._languages:
            return wished
        return choose_language(accept_language, self._languages, self._default_language)

    def as_json(self, faults: Sequence[Fault], language: str) -> list[Json]:
        return [fault.as_json(self._word, language) for fault in faults]


def has_token_in_url(scope: Scope) -> bool:
    """Whether the URL carries a token as RFC 6750 (2.3) once allowed and OAuth 2.1 forbids."""
    return b"access_token" in scope["query_string"] and "access_token" in parse_qs(
        scope["query_string"].decode("latin-1"), keep_blank_values=True
    )


def _challenge(error: str | None) -> dict[str, str]:
    return {"WWW-Authenticate": 'Bearer realm="simpul"' + (f', error="{error}"' if error else "")}
