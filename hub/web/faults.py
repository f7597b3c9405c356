"""How what went wrong is told to a caller: as GraphQL errors with a code, in the reader's language.

Decides what may be shown: refusals and outages say what they are, everything else becomes a reference number. Puts
nothing into words itself: it is given `word`, since sentences live in a package that this one never meets.
"""

import logging
import secrets
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from graphql import GraphQLError

from hub.domain.errors import CATALOGUE, ErrorCode, Problem, Refused, SimpulError, Unavailable, problem

Word = Callable[[Problem, str], tuple[str, str | None]]
"""Puts a problem into words for a language: (message, hint). The hint says what to do now."""

Json = dict[str, object]

_STATUS = {definition.code: definition.http_status for definition in CATALOGUE}
_log = logging.getLogger("hub.web")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One error of an answer. `path` is the place in the response (None before execution), `locations` are lines and
    columns of the query; `literal` is the message and code that another protocol fixes, whatever the language."""

    problem: Problem
    path: tuple[str | int, ...] | None = None
    locations: tuple[tuple[int, int], ...] = ()
    literal: tuple[str, str] | None = None

    def as_json(self, word: Word, language: str) -> Json:
        """The fault as a GraphQL error object."""
        message, hint = word(self.problem, language)
        code: str = self.problem.code.value
        if self.literal is not None:
            message, code = self.literal
        extensions: Json = {"code": code}
        if hint:
            extensions["hint"] = hint
        if self.problem.path:
            extensions["inputPath"] = list(self.problem.path)
        if "reference" in self.problem.message.parameters:
            extensions["reference"] = self.problem.message.parameters["reference"]
        error: Json = {"message": message}
        if self.locations:
            error["locations"] = [{"line": line, "column": column} for line, column in self.locations]
        if self.path is not None:
            error["path"] = list(self.path)
        error["extensions"] = extensions
        return error


@dataclass(eq=False)
class RequestRefused(Exception):
    """A request of which nothing ran. `well_formed` requests (GraphQL that is wrong in itself) are answered with 200
    where the client accepts only `application/json`; all others keep `status`. `cost` is what it would have cost."""

    faults: Sequence[Fault]
    status: int
    well_formed: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    cost: int = 0


def refusal(
    code: ErrorCode,
    key: str,
    *,
    status: int | None = None,
    well_formed: bool = False,
    headers: Mapping[str, str] | None = None,
    literal: tuple[str, str] | None = None,
    cost: int = 0,
    **parameters: str | int,
) -> RequestRefused:
    """A refusal for one reason, to be raised. The status is the catalogue's for the code unless given."""
    fault = Fault(problem=problem(code, key, **parameters), literal=literal)
    return RequestRefused([fault], _STATUS[code] if status is None else status, well_formed, headers or {}, cost)


def graphql_refusal(code: ErrorCode, key: str, errors: Sequence[GraphQLError]) -> RequestRefused:
    """A query or its variables found wrong by graphql-core: one fault per error, with its own sentence as `detail`.

    A scalar of ours that refused a value (`BAD_ID`, `UNKNOWN_REGION` …) keeps its own code.
    """
    faults: list[Fault] = []
    for error in errors:
        refused = _refused_inside(error)
        problems = refused.problems if refused else (problem(code, key, detail=error.message),)
        faults.extend(Fault(problem=each, locations=_locations(error)) for each in problems)
    return RequestRefused(faults, 400, well_formed=True)


def faults_of_failure(error: Exception) -> list[Fault]:
    """What may be told of an exception that stopped a request altogether; logs what may not."""
    if isinstance(error, Refused | Unavailable):
        return [Fault(problem=each) for each in error.problems]
    return [Fault(problem=_internal(error))]


def status_of(faults: Sequence[Fault]) -> int:
    """The HTTP status of an answer that consists of `faults` alone: the first one's, 400 where its code has none."""
    status = _STATUS[faults[0].problem.code]
    return status if status >= 400 else 400


def faults_of_execution(errors: Sequence[GraphQLError]) -> list[Fault]:
    """What may be told of the errors that resolvers raised, each with its place in the response."""
    faults: list[Fault] = []
    for error in errors:
        refused = _refused_inside(error)
        if refused is not None:
            problems = refused.problems
        elif _is_about_the_query(error):
            problems = (problem(ErrorCode.BAD_VARIABLES, "web.variables_refused", detail=error.message),)
        else:
            problems = (_internal(error.original_error or error),)
        path = tuple(error.path) if error.path is not None else None
        faults.extend(Fault(problem=each, path=path, locations=_locations(error)) for each in problems)
    return faults


def _refused_inside(error: GraphQLError) -> Refused | Unavailable | None:
    """The refusal that graphql-core wrapped, however many of its own errors lie around it."""
    inner: BaseException | None = error
    while isinstance(inner, GraphQLError):
        inner = inner.original_error
    return inner if isinstance(inner, Refused | Unavailable) else None


def _is_about_the_query(error: GraphQLError) -> bool:
    """Whether graphql-core itself found an argument wrong while executing (a null variable in a non-null place with a
    default passes validation): it then names a place in the query, which no error out of a resolver does."""
    inner = error.original_error
    return type(inner) is GraphQLError and bool(inner.nodes) and inner.original_error is None


def _internal(error: BaseException) -> Problem:
    """A problem that shows a reference number only. The log gets kinds and places of the error, never its text: a
    driver's message may quote a row, and with it an identity number."""
    reference = secrets.token_hex(4).upper()
    _log.error("internal error %s: %s", reference, " <- ".join(traces(error)))
    return problem(ErrorCode.INTERNAL, "web.internal", reference=reference)


def traces(error: BaseException) -> list[str]:
    """Kinds and places of an error and of its causes, for a log: never its text, unless the error is one of ours."""
    found: list[str] = []
    current: BaseException | None = error
    while current is not None and len(found) < 5:
        places = traceback.extract_tb(current.__traceback__)[-6:]
        trail = " > ".join(f"{place.filename}:{place.lineno} {place.name}" for place in places)
        # Our own errors hold keys and parameters by design, nothing of a person: those may be read in a log.
        said = f" ({current})" if isinstance(current, SimpulError) else ""
        found.append(f"{type(current).__qualname__}{said} [{trail}]")
        current = current.__cause__ or current.__context__
    return found


def _locations(error: GraphQLError) -> tuple[tuple[int, int], ...]:
    return tuple((place.line, place.column) for place in error.locations or ())
