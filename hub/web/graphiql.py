"""The GraphiQL page and its files, all served from here: it works without internet. Runs no query.

The files under `static/graphiql` are npm's, unchanged, with their licences beside them (`LICENSES`).
"""

import secrets
from pathlib import Path

from starlette.responses import HTMLResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

ENDPOINT = "/graphql"
_FILES = Path(__file__).parent / "static" / "graphiql"
_MOUNTED = "/static/graphiql"
# Scripts come from files of this folder alone, and so do styles but for those that GraphiQL's dialogs write.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; font-src data:; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE = f"""<!doctype html>
<html lang="{{language}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Simpul · GraphiQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{_MOUNTED}/graphiql.min.css">
<link rel="stylesheet" href="{_MOUNTED}/page.css">
</head>
<body>
<div id="graphiql" data-endpoint="{ENDPOINT}"></div>
<script src="{_MOUNTED}/react.production.min.js"></script>
<script src="{_MOUNTED}/react-dom.production.min.js"></script>
<script src="{_MOUNTED}/graphiql.min.js"></script>
<script src="{_MOUNTED}/start.js" nonce="{{nonce}}"></script>
</body>
</html>
"""


def page(language: str, *, vary: str) -> HTMLResponse:
    """The page, in `language` as far as a browser cares (GraphiQL itself speaks English)."""
    nonce = secrets.token_urlsafe(16)
    headers = {
        "Content-Security-Policy": _POLICY.format(nonce=nonce),
        "Content-Language": language,
        "Vary": vary,
        "Cache-Control": "no-store",
    }
    return HTMLResponse(_PAGE.format(language=language, nonce=nonce), headers=headers)


def graphiql_files() -> Mount:
    """The route under which the page's scripts and styles are served."""
    return Mount(_MOUNTED, StaticFiles(directory=_FILES))
