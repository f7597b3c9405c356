"""The demonstration catalogue as candidates, read from its own files without a database."""

import io
from functools import cache

from connectors.demonstration import FEEDS
from connectors.feeds.upload import read_upload
from connectors.registry import load_registry
from hub.domain.matching.judgement import Candidate, candidate_of
from hub.domain.region import RegionCode
from tests.domain.builders import candidate


class _Everywhere:
    def exists(self, code: RegionCode) -> bool:
        return True


@cache
def demonstration() -> dict[str, Candidate]:
    """Every offering by its reference, with its source's standing terms."""
    sources = load_registry()
    found: dict[str, Candidate] = {}
    for feed in FEEDS:
        source = sources[feed.source]
        for row in read_upload(source, io.BytesIO(feed.content()), _Everywhere()).drafts:
            content = {name: getattr(row.draft, name) for name in row.draft.__dataclass_fields__}
            plain = candidate(row.draft.reference, **content)
            found[row.draft.reference] = candidate_of(plain.version, source.terms(row.draft))
    return found
