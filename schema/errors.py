"""Problems: what a mutation could not do, as data; and the catalogue of every code."""

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import strawberry
from strawberry.utils.str_converters import to_camel_case

from hub.domain.errors import ErrorCode, Refused
from hub.domain.errors import Problem as DomainProblem
from hub.domain.offerings.offering import OfferingEvent
from hub.domain.text import Language
from schema.wording.problems import problem_words

P = TypeVar("P")


@strawberry.interface(description="Why something was not done as asked, and what to do now.")
class Problem:
    code: ErrorCode = strawberry.field(description="What kind of problem; never changes with the language.")
    message: str = strawberry.field(description="What is wrong, which, and why, in the reader's language.")
    hint: str | None = strawberry.field(description="What to do now; null when nothing can be done.")
    path: list[str] = strawberry.field(
        description="Where in the arguments, from the outside in; list positions as numbers. Empty: the whole."
    )


@strawberry.type(description="A value that cannot be taken, or something that is not the caller's to do.")
class InvalidInput(Problem):
    pass


@strawberry.type(description="An event that may not happen in the present state.")
class TransitionRefused(Problem):
    allowed: list[OfferingEvent] = strawberry.field(description="What may happen instead, now.")


AnyProblem = Annotated[Problem, strawberry.lazy("schema.errors")]


def problems_of(refused: Refused, language: Language) -> list[Problem]:
    """The problems of a refusal in the reader's words."""
    return [_problem(each, language) for each in refused.problems]


def _problem(problem: DomainProblem, language: Language) -> Problem:
    words = problem_words(problem, language)
    # The domain names a content's fields as it has them; a client wrote them as the schema has them.
    path = [to_camel_case(str(step)) for step in problem.path]
    if problem.code is ErrorCode.TRANSITION_REFUSED:
        allowed = problem.message.parameters["allowed"]
        assert isinstance(allowed, tuple)
        events = [OfferingEvent(event) for event in allowed]
        return TransitionRefused(code=problem.code, message=words.message, hint=words.hint, path=path, allowed=events)
    return InvalidInput(code=problem.code, message=words.message, hint=words.hint, path=path)


async def as_payload(
    language: Language, act: Callable[[], Awaitable[P]], refused_payload: Callable[[list[Problem]], P]
) -> P:
    """The payload of a mutation, or one that holds nothing but why it was refused."""
    try:
        return await act()
    except Refused as refused:
        return refused_payload(problems_of(refused, language))


@strawberry.type(description="One code of the catalogue.")
class ErrorDefinition:
    code: ErrorCode = strawberry.field(description="The code, as in `extensions.code` and `Problem.code`.")
    meaning: str = strawberry.field(description="What it means, in the reader's language.")
    retryable: bool = strawberry.field(description="Whether the very same request may succeed later.")
    http_status: int = strawberry.field(description="The HTTP status when nothing else could be answered.")
