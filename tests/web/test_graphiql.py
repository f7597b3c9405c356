"""GraphiQL from this hub's own files: no other host is named, and a browser without internet runs a query in it."""

import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from websockets.sync.client import ClientConnection, connect

PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
FILES = Path(__file__).parents[2] / "hub" / "web" / "static" / "graphiql"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def test_a_browser_gets_the_page_and_everything_else_gets_json(client: httpx.Client) -> None:
    page = client.get("/graphql", headers=PAGE)
    no_page = client.get("/graphql")

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert 'id="graphiql"' in page.text
    assert (no_page.status_code, no_page.headers["content-type"]) == (400, "application/json; charset=utf-8")


def test_the_page_names_no_other_host_and_all_its_files_are_here(client: httpx.Client) -> None:
    page = client.get("/graphql", headers=PAGE)

    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)

    assert "http" not in page.text.replace("http-equiv", "")
    assert len(addresses) == 7
    for address in addresses:
        if address != "data:,":
            assert client.get(address).status_code == 200


def test_scripts_come_from_here_only(client: httpx.Client) -> None:
    policy = client.get("/graphql", headers=PAGE).headers["content-security-policy"]

    assert "default-src 'none'; script-src 'self';" in policy
    assert "<script>" not in client.get("/graphql", headers=PAGE).text


def test_styles_fetch_nothing_from_other_hosts() -> None:
    for style in FILES.glob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(?:https?:)?//|@import", style.read_text())


def test_every_shipped_file_has_its_licence_named_beside_it() -> None:
    licences = (FILES / "LICENSES").read_text()

    for shipped in FILES.iterdir():
        assert shipped.name == "LICENSES" or shipped.name in licences
    for licence in ("graphiql (MIT)", "react (MIT)", "react-dom (MIT)", "OFL-1.1", "Apache License"):
        assert licence in licences


class Tab:
    """A page in a browser, spoken to over the DevTools protocol."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._count = 0
        self.events: list[dict[str, object]] = []

    def call(self, method: str, **parameters: object) -> dict[str, object]:
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=30))
            if message.get("id") == self._count:
                return dict(message.get("result", {}))
            self.events.append(message)

    def value(self, expression: str) -> object:
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"]
        assert isinstance(result, dict)
        return result.get("value")

    def wait_for(self, expression: str) -> object:
        """The first true value of `expression`, within half a minute."""
        for _ in range(300):
            if found := self.value(expression):
                return found
            time.sleep(0.1)
        raise AssertionError(f"never true: {expression}; {self.complaints()}")

    def complaints(self) -> list[str]:
        """What the browser complained of: refused by policy, failed to load, raised."""
        return [
            json.dumps(event["params"])
            for event in self.events
            if event.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown")
        ]


@pytest.fixture
def tab() -> Iterator[Tab]:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine (Debian: apt-get install chromium)")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        # Every host but this machine resolves to nothing: a browser without internet.
        command = [
            CHROMIUM,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--remote-debugging-port=0",
            f"--user-data-dir={profile}",
            "about:blank",
        ]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as browser:
            try:
                yield from _first_tab(Path(profile) / "DevToolsActivePort")
            finally:
                browser.terminate()


def _first_tab(port_file: Path) -> Iterator[Tab]:
    for _ in range(300):
        if port_file.exists() and port_file.read_text().strip():
            break
        time.sleep(0.1)
    port = port_file.read_text().split()[0]
    targets = httpx.get(f"http://127.0.0.1:{port}/json/list", timeout=30).json()
    address = next(target["webSocketDebuggerUrl"] for target in targets if target["type"] == "page")
    with connect(address, max_size=None, proxy=None) as socket:
        tab = Tab(socket)
        for domain in ("Page", "Runtime", "Log", "Network"):
            tab.call(f"{domain}.enable")
        yield tab


def run_in_page(tab: Tab, address: str, query: str, *, until: str) -> str:
    """What GraphiQL shows as the answer to `query`, once it contains `until`."""
    tab.call("Page.navigate", url=f"{address}/graphql?query={quote(query)}")
    editor = "document.querySelector('.graphiql-query-editor .CodeMirror')?.CodeMirror.getValue()"
    tab.wait_for(f"{editor} === {json.dumps(query)}")
    tab.value("document.querySelector('.graphiql-execute-button').click()")
    answer = "document.querySelector('.result-window .CodeMirror')?.CodeMirror.getValue() ?? ''"
    tab.wait_for(f"({answer}).includes({json.dumps(until)})")
    return str(tab.value(answer))


def test_a_browser_without_internet_runs_a_query_and_a_subscription(village: str, tab: Tab) -> None:
    assert '"title": "Rice"' in run_in_page(tab, village, "{ offering { title } }", until="Rice")
    assert '"countdown": 1' in run_in_page(tab, village, "subscription { countdown(start: 3) }", until=": 1")

    tab.value("document.querySelector('button[aria-label=\"Open settings dialog\"]').click()")
    tab.wait_for("document.querySelector('[role=dialog]') !== null")

    assert tab.complaints() == []
    hosts = {
        str(event["params"]["request"]["url"]).split("/")[2]  # type: ignore[index]
        for event in tab.events
        if event.get("method") == "Network.requestWillBeSent"
        and not str(event["params"]["request"]["url"]).startswith("data:")  # type: ignore[index]
    }
    assert hosts == {village.removeprefix("http://")}
