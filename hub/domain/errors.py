"""What can go wrong, as values: codes, message keys and parameters. Puts nothing into words (`schema/wording` does)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self


class ErrorCode(StrEnum):
    """Every code a caller can meet, in a Problem, a GraphQL error or a command's last line. Codes never change."""

    # The request itself
    BAD_REQUEST = "BAD_REQUEST"
    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    BAD_VARIABLES = "BAD_VARIABLES"
    TOO_LARGE = "TOO_LARGE"
    TOO_COMPLEX = "TOO_COMPLEX"
    BAD_ID = "BAD_ID"
    BAD_CURSOR = "BAD_CURSOR"
    BAD_INPUT = "BAD_INPUT"
    IDEMPOTENCY_CONFLICT = "IDEMPOTENCY_CONFLICT"
    PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
    RATE_LIMITED = "RATE_LIMITED"
    # Who asks
    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    NOT_FOUND = "NOT_FOUND"
    # What is asked for
    UNKNOWN_REGION = "UNKNOWN_REGION"
    UNKNOWN_FACT = "UNKNOWN_FACT"
    UNKNOWN_NEED = "UNKNOWN_NEED"
    UNKNOWN_SOURCE = "UNKNOWN_SOURCE"
    UNKNOWN_PROGRAMME = "UNKNOWN_PROGRAMME"
    DATES_REVERSED = "DATES_REVERSED"
    BAD_AMOUNT = "BAD_AMOUNT"
    BAD_CRITERION = "BAD_CRITERION"
    MISSING_CITATION = "MISSING_CITATION"
    BAD_IDENTITY_NUMBER = "BAD_IDENTITY_NUMBER"
    TRANSITION_REFUSED = "TRANSITION_REFUSED"
    QUOTA_EXCEEDED = "QUOTA_EXCEEDED"
    FEED_UNREADABLE = "FEED_UNREADABLE"
    FEED_SHRANK = "FEED_SHRANK"
    ROW_REFUSED = "ROW_REFUSED"
    # The hub
    MISCONFIGURED = "MISCONFIGURED"
    UNAVAILABLE = "UNAVAILABLE"
    INTERNAL = "INTERNAL"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorDefinition:
    """How a client should take a code: may the same request be sent again, and which HTTP status goes with it
    when nothing else could be answered."""

    code: ErrorCode
    retryable: bool = False
    http_status: int = 200


_HTTP_STATUS = {
    ErrorCode.BAD_REQUEST: 400,
    ErrorCode.GRAPHQL_PARSE_FAILED: 400,
    ErrorCode.GRAPHQL_VALIDATION_FAILED: 400,
    ErrorCode.BAD_VARIABLES: 400,
    ErrorCode.TOO_LARGE: 413,
    ErrorCode.TOO_COMPLEX: 400,
    ErrorCode.UNAUTHENTICATED: 401,
    ErrorCode.RATE_LIMITED: 429,
    ErrorCode.UNAVAILABLE: 503,
    ErrorCode.INTERNAL: 500,
}
_RETRYABLE = {ErrorCode.UNAVAILABLE, ErrorCode.INTERNAL, ErrorCode.RATE_LIMITED}

CATALOGUE: tuple[ErrorDefinition, ...] = tuple(
    ErrorDefinition(code=code, retryable=code in _RETRYABLE, http_status=_HTTP_STATUS.get(code, 200))
    for code in ErrorCode
)

Parameter = str | int | bool | None | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be: its key in `schema/wording` and what goes into its gaps. Never a name or an identity number."""

    key: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what was asked, and where in the input. `message` carries what, which and why; the hint
    (what now) hangs on the same key."""

    code: ErrorCode
    message: Message
    path: tuple[str | int, ...] = ()


class SimpulError(Exception):
    """The root of the error tree. The class says what to do next; `problems` say what happened."""

    def __init__(self, *problems: Problem) -> None:
        if not problems:
            raise ValueError("an error names at least one problem")
        super().__init__("; ".join(f"{p.code}: {p.message.key} {dict(p.message.parameters)}" for p in problems))
        self.problems = problems

    def at(self, *path: str | int) -> Self:
        """The same, with every problem that has no place of its own placed here."""
        return type(self)(*(each if each.path else replace(each, path=path) for each in self.problems))


class Refused(SimpulError):
    """What was asked cannot be done as asked: change the request."""


class FeedError(Refused):
    """A file from a partner cannot be read at all: nothing of it was taken. Fix the file."""


class Unavailable(SimpulError):
    """Something outside is away for now: try again later."""


class Misconfigured(SimpulError):
    """The hub cannot start or go on like this: an operator must act."""


def problem(code: ErrorCode, key: str, *path: str | int, **parameters: Parameter) -> Problem:
    """A Problem in one line: `problem(ErrorCode.BAD_AMOUNT, "amount.negative", "input", "amount", given=-3)`."""
    return Problem(code=code, message=Message(key, parameters), path=path)


def refuse(code: ErrorCode, key: str, *path: str | int, **parameters: Parameter) -> Refused:
    """A refusal for exactly one problem, to be raised."""
    return Refused(problem(code, key, *path, **parameters))
