"""The front page and the documentation, rendered once from Markdown: they need neither internet nor scripts.

Each file of `docs` is a page, and so are the project's CONTRIBUTING and CHANGELOG. Links between files become links
between pages. Decides nothing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import pairwise
from pathlib import Path, PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.token import Token
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

_FOLDER = Path(__file__).parent / "docs"
_CHECKOUT = Path(__file__).parents[2]
_FILES = Path(__file__).parent / "static" / "pages"
_MOUNTED = "/static/pages"
_DOCS = "/docs"
_PROJECT_PAPERS = ("CONTRIBUTING.md", "CHANGELOG.md")
"""They stand at the top of a checkout, and are packed into `docs` with the hub."""
_SERVED_ELSEWHERE = {"schema/schema.graphql": "/schema.graphql"}
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{styles}/page.css">
</head>
<body>
<header><nav><a href="/">Simpul</a> <a href="/docs">Docs</a> <a href="/graphql">GraphiQL</a>
<a href="/schema.graphql">Schema</a></nav></header>
<main>
{body}
</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: where it is served, the file it comes from, and its place in the project, for the links in it."""

    path: str
    file: Path
    place: PurePosixPath

    @property
    def title(self) -> str:
        """Its first heading."""
        first = self.file.read_text(encoding="utf-8").partition("\n")[0]
        return first.removeprefix("# ").strip()


@lru_cache(maxsize=1)
def pages() -> Mapping[str, Page]:
    """Every page of the documentation, by the path it is served at."""
    papers = {_FOLDER / name for name in _PROJECT_PAPERS}
    files = sorted({*_FOLDER.glob("*.md"), *_FOLDER.glob("decisions/*.md")} - papers)
    found = [_page(file, file.relative_to(_FOLDER)) for file in files]
    for name in _PROJECT_PAPERS:
        paper = next((each for each in (_FOLDER / name, _CHECKOUT / name) if each.is_file()), None)
        if paper is not None:
            found.append(Page(f"{_DOCS}/{name.removesuffix('.md').lower()}", paper, PurePosixPath(name)))
    return {page.path: page for page in found}


def documentation_routes(language: Callable[[Request], str]) -> Sequence[BaseRoute]:
    """The front page in the reader's language, the documentation, and the styles of both."""

    async def front(request: Request) -> HTMLResponse:
        reader = language(request)
        file = _FOLDER / "front" / f"{reader}.md"
        return _answer(_render(_page(file, file.relative_to(_FOLDER)), reader), reader)

    async def page(request: Request) -> HTMLResponse:
        path = f"{_DOCS}/{request.path_params.get('page') or 'index'}".removesuffix("/")
        if path == f"{_DOCS}/decisions":
            return _answer(_decisions(), "en")
        if path not in pages():
            raise HTTPException(404)
        return _answer(_render(pages()[path], "en"), "en")

    return [
        Route("/", front),
        Route(_DOCS, page),
        Route(f"{_DOCS}/{{page:path}}", page),
        Mount(_MOUNTED, StaticFiles(directory=_FILES)),
    ]


def _page(file: Path, name: Path) -> Page:
    return Page(f"{_DOCS}/{name.with_suffix('').as_posix()}", file, PurePosixPath("hub/web/docs", name.as_posix()))


def _answer(html: str, language: str) -> HTMLResponse:
    headers = {
        "Content-Security-Policy": _POLICY,
        "Content-Language": language,
        "Vary": "Accept-Language",
        "Cache-Control": "no-cache",
    }
    return HTMLResponse(html, headers=headers)


@lru_cache(maxsize=256)
def _render(page: Page, language: str) -> str:
    return _html(page.title, _markdown(page.file.read_text(encoding="utf-8"), page.place), language)


@lru_cache(maxsize=1)
def _decisions() -> str:
    """The decisions in the order of their numbers."""
    listed = [page for path, page in sorted(pages().items()) if path.startswith(f"{_DOCS}/decisions/")]
    lines = [f"- [{page.title.replace('. ', ' · ', 1)}]({page.path})" for page in listed]
    text = "# Decisions\n\nWhat a newcomer would question, one a page: context, choice, alternatives, cost.\n\n"
    return _html(
        "Decisions", _markdown(text + "\n".join(lines), PurePosixPath("hub/web/docs/decisions/index.md")), "en"
    )


def _html(title: str, body: str, language: str) -> str:
    return _PAGE.format(language=language, title=escape(f"{title} · Simpul"), styles=_MOUNTED, body=body)


def _markdown(text: str, place: PurePosixPath) -> str:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    # A wide table scrolls by itself, not the page with it.
    markdown.add_render_rule("table_open", lambda *_: '<div class="wide" tabindex="0"><table>\n')
    markdown.add_render_rule("table_close", lambda *_: "</table></div>\n")
    tokens = markdown.parse(text)
    for heading, content in pairwise(tokens):
        if heading.type == "heading_open":
            heading.attrSet("id", "-".join(re.findall(r"[a-z0-9]+", content.content.lower())))
    for token in tokens:
        for child in token.children or ():
            _relink(child, place)
    html: str = markdown.renderer.render(tokens, markdown.options, {})
    return html


def _relink(token: Token, place: PurePosixPath) -> None:
    """A link to a file becomes one to its page. One to a file that the hub does not serve leads nowhere here, and stays
    as it is for readers of the repository."""
    target = token.attrGet("href")
    if token.type != "link_open" or not isinstance(target, str) or re.match(r"[a-z]+:|/|#", target):
        return
    path, hash_, anchor = target.partition("#")
    here = _normal(place.parent / path)
    served = {page.place.as_posix(): page.path for page in pages().values()} | _SERVED_ELSEWHERE
    if here == "hub/web/docs/decisions":
        token.attrSet("href", f"{_DOCS}/decisions")
    elif here in served:
        token.attrSet("href", served[here] + hash_ + anchor)


def _normal(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
