"""Small types that many others share: words in two languages, citations, the node interface."""

from datetime import date

import strawberry

from hub.domain.rules.citation import Citation as DomainCitation
from hub.domain.rules.citation import Confidence
from hub.domain.text import Text


@strawberry.interface(description="Anything that has a global id and can be fetched again by it.")
class Node:
    id: strawberry.ID = strawberry.field(description="The global id. Opaque; stays the same for ever.")


@strawberry.type(description="A partner's own words. Readers of English fall back to the Indonesian.")
class LocalizedText:
    id: str = strawberry.field(description="In Indonesian.")
    en: str | None = strawberry.field(description="In English; null when the partner gave none.")

    @staticmethod
    def of(text: Text) -> "LocalizedText":
        return LocalizedText(id=text.id, en=text.en)


@strawberry.input(description="Words in Indonesian and, if there are any, in English.")
class LocalizedTextInput:
    id: str = strawberry.field(description="In Indonesian.")
    en: str | None = strawberry.field(default=None, description="In English.")

    def to_text(self) -> Text:
        return Text(self.id.strip(), self.en.strip() if self.en and self.en.strip() else None)


@strawberry.type(description="Where a rule comes from, when it holds, and how sure that is.")
class Citation:
    title: str = strawberry.field(description="The law, circular or report, or the partner's own rule.")
    article: str | None = strawberry.field(description="The place in it; null when none is named.")
    valid_from: date | None = strawberry.field(description="First day in force; null when no bound is known.")
    valid_to: date | None = strawberry.field(description="Last day in force; null when no bound is known.")
    confidence: Confidence = strawberry.field(description="How the rule came to the hub.")

    @staticmethod
    def of(citation: DomainCitation) -> "Citation":
        return Citation(
            title=citation.title,
            article=citation.article,
            valid_from=citation.valid_from,
            valid_to=citation.valid_to,
            confidence=citation.confidence,
        )


@strawberry.input(description="Where a rule comes from. Nothing is published without it.")
class CitationInput:
    title: str = strawberry.field(description="The law, circular or report, or the partner's own rule.")
    article: str | None = strawberry.field(default=None, description="The place in it.")
    valid_from: date | None = strawberry.field(default=None, description="First day in force.")
    valid_to: date | None = strawberry.field(default=None, description="Last day in force.")
    confidence: Confidence = strawberry.field(description="How sure the rule is.")

    def to_citation(self) -> DomainCitation:
        return DomainCitation(
            title=self.title,
            article=self.article,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            confidence=self.confidence,
        )
