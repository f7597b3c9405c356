"""Which query a request means: parsed, and validated against the schema once. Measures and runs nothing.

Two things are kept, both bounded: queries that proved valid, by their text, and the texts of automatic persisted
queries, by their hash. A text that is wrong is never kept: Strawberry's ParserCache keeps the fact of a syntax error
but loses the error, and then answers nothing.
"""

import hashlib

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    parse,
    validate,
)

from hub.domain.errors import ErrorCode
from hub.web.faults import graphql_refusal, refusal
from hub.web.limits import Limits
from hub.web.recent import Recent
from hub.web.requests import GraphQLRequest

_QUERIES = 128  # parsed, one of 2,000 tokens takes 1.2 MB
_PERSISTED = 1_000
LONGEST_KEPT = 32 * 1024  # characters; longer texts are read afresh each time, so that the memory stays bounded
_VALIDATION_ERRORS = 20  # told at most
_PERSISTED_QUERY_NOT_FOUND = ("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND")  # what Apollo and urql look for


class KnownQueries:
    """The queries of one schema."""

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        self._schema = schema
        self._limits = limits
        self._valid: Recent[str, DocumentNode] = Recent(_QUERIES)
        self._persisted: Recent[str, str] = Recent(_PERSISTED)

    def text(self, request: GraphQLRequest) -> str:
        """The text that a request means. Raises `RequestRefused` when its hash is not (or no longer) known here, with
        the message on which clients send the text along, or when hash and text differ."""
        if request.query:
            if request.persisted is not None and _sha256(request.query) != request.persisted:
                raise refusal(ErrorCode.BAD_REQUEST, "web.persisted_query_mismatch")
            return request.query
        known = self._persisted.get(request.persisted) if request.persisted is not None else None
        if known is None:
            # 200, since Apollo Client takes any other status for a broken network and does not retry.
            raise refusal(
                ErrorCode.BAD_REQUEST, "web.persisted_query_not_found", status=200, literal=_PERSISTED_QUERY_NOT_FOUND
            )
        return known

    def parse(self, text: str) -> DocumentNode:
        """The query. Raises `RequestRefused` with line and column when the text is not GraphQL."""
        known = self._valid.get(text)
        if known is not None:
            return known
        try:
            return parse(text, max_lexical_tokens=self._limits.tokens, max_comments=self._limits.tokens)
        except GraphQLError as error:
            raise graphql_refusal(ErrorCode.GRAPHQL_PARSE_FAILED, "web.parse_failed", [error]) from error

    def validate(self, text: str, query: DocumentNode) -> None:
        """Raises `RequestRefused` when the query does not fit the schema. Only called within the limits: the rule
        that compares fields of one name with each other takes time by the square of their number."""
        if self._valid.get(text) is query:
            return
        errors = validate(self._schema, query, max_errors=_VALIDATION_ERRORS)
        if errors:
            raise graphql_refusal(ErrorCode.GRAPHQL_VALIDATION_FAILED, "web.validation_failed", errors)
        if len(text) <= LONGEST_KEPT:
            self._valid.keep(text, query)

    def remember(self, request: GraphQLRequest, text: str) -> None:
        """Keep a persisted query, once it proved valid."""
        if request.persisted is not None and len(text) <= LONGEST_KEPT:
            self._persisted.keep(request.persisted, text)


def choose_operation(query: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The operation that `name` names, or the only one. Raises `RequestRefused` naming what there is otherwise."""
    operations = [each for each in query.definitions if isinstance(each, OperationDefinitionNode)]
    if name:
        for operation in operations:
            if operation.name is not None and operation.name.value == name:
                return operation
        raise refusal(ErrorCode.BAD_REQUEST, "web.operation_unknown", well_formed=True, name=name[:100])
    if len(operations) != 1:
        raise refusal(ErrorCode.BAD_REQUEST, "web.operation_not_chosen", well_formed=True, count=len(operations))
    return operations[0]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
