"""What a resolver is given: the hub, the viewer, the reader's language, and loaders of this one operation."""

from dataclasses import dataclass

import strawberry

from hub.domain.access import Viewer
from hub.domain.text import Language
from hub.usecases.hub import Hub
from schema.loaders import Loaders


@dataclass(frozen=True, slots=True)
class Context:
    """The context of one operation. Holds no database session: every loader and resolver calls a use case."""

    hub: Hub
    viewer: Viewer
    language: Language
    loaders: Loaders


Info = strawberry.Info[Context, None]


def context_for(hub: Hub, viewer: Viewer, language: str) -> Context:
    """A context with fresh loaders."""
    return Context(hub, viewer, Language(language), Loaders(hub, viewer))
