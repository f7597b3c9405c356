"""The papers lead where they say, and the hub serves them: a front page, the documentation, one decision a page."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from hub.web.documentation import pages

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "hub" / "web" / "docs"
PAPERS = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
SERVED_BY_FLOOR_5 = {"/schema.graphql", "/schemas/rule.json"}


def _name(paper: Path) -> str:
    return paper.relative_to(ROOT).as_posix()


def _links(paper: Path) -> Iterator[str]:
    text = re.sub(r"^ {4}.*$", "", paper.read_text(encoding="utf-8"), flags=re.MULTILINE)
    yield from re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)


class _Hrefs(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [value for name, value in attrs if name == "href" and value]


@pytest.mark.parametrize("paper", PAPERS, ids=_name)
def test_every_link_of_a_paper_leads_to_a_file_or_a_page(paper: Path) -> None:
    for link in _links(paper):
        if link.startswith("/"):
            assert link in {"/graphql", "/docs", *SERVED_BY_FLOOR_5}
        elif not link.startswith("https://"):
            assert (paper.parent / link).exists(), link


@pytest.mark.parametrize("paper", PAPERS, ids=_name)
def test_every_file_that_a_paper_names_is_there(paper: Path) -> None:
    named = re.findall(r"`((?:hub|schema|connectors|migrations|tests)/[\w/.-]+)`", paper.read_text(encoding="utf-8"))
    gone_on_purpose = {"hub/database/regions/", "hub/web/queries/"}

    assert [name for name in named if name not in gone_on_purpose and not (ROOT / name).exists()] == []


def test_the_readme_is_read_in_a_few_minutes() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").split()) <= 900


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(decision.name[:4]) for decision in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("decision", DECISIONS, ids=_name)
def test_a_decision_says_context_choice_alternatives_and_cost(decision: Path) -> None:
    title, *paragraphs = decision.read_text(encoding="utf-8").strip().split("\n\n")

    assert title.startswith(f"# {int(decision.name[:4])}. ")
    assert [paragraph.partition("**")[2].partition(".**")[0] for paragraph in paragraphs] == [
        "Context",
        "Choice",
        "Alternatives",
        "What it costs",
    ]


@pytest.mark.parametrize(("wanted", "language", "said"), [("id", "id", "Puskesos"), ("en-GB", "en", "knot")])
def test_the_front_page_leads_to_the_documentation_the_schema_and_graphiql(
    client: httpx.Client, wanted: str, language: str, said: str
) -> None:
    answer = client.get("/", headers={"Accept-Language": wanted})

    assert (answer.status_code, answer.headers["content-language"]) == (200, language)
    assert f'<html lang="{language}">' in answer.text
    assert said in answer.text
    assert {"/docs", "/graphql", "/schema.graphql", "/schemas/rule.json"} <= {*_Hrefs(answer.text).found}


def test_every_page_is_served_without_scripts_and_its_links_lead_on(client: httpx.Client) -> None:
    seen: set[str] = set()
    to_see = ["/docs", "/docs/"]
    while to_see:
        path = to_see.pop()
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "script-src" not in answer.headers["content-security-policy"]
        page = _Hrefs(answer.text)
        assert "script" not in page.tags
        for link in page.found:
            target = link.partition("#")[0]
            if target.startswith("/docs") and target not in seen:
                to_see.append(target)
            elif target.startswith("/") and target not in SERVED_BY_FLOOR_5:
                assert client.get(target).status_code in (200, 400), (path, target)  # /graphql alone asks nothing

    assert seen >= {path for path in pages() if path != "/docs/index"}
    assert {"/docs/contributing", "/docs/changelog", "/docs/decisions", "/docs/architecture"} <= seen


@pytest.mark.parametrize(
    "path",
    [
        "/docs/nothing",
        "/docs/../../pyproject.toml",
        "/docs/%2e%2e/%2e%2e/%2e%2e/README",
        "/docs/front/en",
        "/docs/decisions/1",
    ],
)
def test_what_is_no_page_is_not_found(client: httpx.Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert answer.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_a_table_scrolls_by_itself_and_html_in_a_paper_is_text(client: httpx.Client) -> None:
    architecture = client.get("/docs/architecture").text

    assert '<div class="wide" tabindex="0"><table>' in architecture
    assert "connectors/&lt;source&gt;" in architecture
