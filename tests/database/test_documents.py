"""Documents: what PostgreSQL cannot hold is refused before it is sent."""

import pytest

from hub.database.documents import read_draft, write_document
from hub.domain.errors import Refused
from hub.domain.text import Text
from tests.builders import offering_draft


@pytest.mark.parametrize("title", ["a\0b", "\\\0", "\0"])
def test_a_document_with_a_nul_is_refused(title: str) -> None:
    with pytest.raises(Refused) as refused:
        write_document(offering_draft(title=Text(title)))

    assert [each.message.key for each in refused.value.problems] == ["text.nul_character"]


@pytest.mark.parametrize("title", ["\\u0000", "\\\\u0000", "u0000"])
def test_a_text_that_only_looks_like_a_nul_is_kept(title: str) -> None:
    draft = offering_draft(title=Text(title))

    assert read_draft(write_document(draft)) == draft
