"""Documents: what PostgreSQL cannot hold is refused before it is sent."""

import pytest

from hub.database.content_json import read_content, write_json
from hub.domain.errors import Refused
from hub.domain.text import Text
from tests.builders import offering_content


@pytest.mark.parametrize("title", ["a\0b", "\\\0", "\0"])
def test_a_content_with_a_nul_is_refused(title: str) -> None:
    with pytest.raises(Refused) as refused:
        write_json(offering_content(title=Text(title)))

    assert [each.message.key for each in refused.value.problems] == ["text.nul_character"]


@pytest.mark.parametrize("title", ["\\u0000", "\\\\u0000", "u0000"])
def test_a_text_that_only_looks_like_a_nul_is_kept(title: str) -> None:
    draft = offering_content(title=Text(title))

    assert read_content(write_json(draft)) == draft
