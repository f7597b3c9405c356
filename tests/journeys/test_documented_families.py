"""The ten families of the documentation: what the page says of each is what the hub answers."""

import json
import re
from pathlib import Path

from tests.journeys.conftest import Caller, CallerAs, Json

PAGE = Path("hub/web/docs/families.md")
_FAMILY = re.compile(r"^## (?P<title>.+?)\n.*?```json\n(?P<input>.+?)\n```\n(?P<answer>.*?)(?=^## |\Z)", re.M | re.S)
_MATCH = """query ($input: MatchInput!) { match(input: $input) {
  matches(first: 8) { edges { node {
    offering { title { id } } verdict benefit { atLeast atMost unit per }
  } } }
  package { items { offering { title { id } } } }
  questions(first: 3) { text decides }
  nearMisses(first: 2) { match { offering { title { id } } } missing { message } }
  unmetNeeds { code }
} }"""


def families(page: str) -> list[tuple[str, Json, str]]:
    """Title, `MatchInput` and the answer as written, of each family of the page."""
    return [(each["title"], json.loads(each["input"]), each["answer"].strip()) for each in _FAMILY.finditer(page)]


def answer_of(hub: Caller, given: Json) -> str:
    """What the hub answers for a family, as the page writes it."""
    found = hub.ask(_MATCH, input={"on": "2026-11-24"} | given)["match"]
    matches = [edge["node"] for edge in found["matches"]["edges"]]
    packed = [item["offering"]["title"]["id"] for item in found["package"]["items"]]
    return "\n".join(
        [
            "| offering | verdict | benefit |",
            "| -- | -- | -- |",
            *(f"| {m['offering']['title']['id']} | {m['verdict']} | {_benefit(m['benefit'])} |" for m in matches),
            "",
            f"Package: {'; '.join(packed) or 'none'}.",
            *("", *(f"- Ask: {q['text']} (helps to decide {q['decides']})" for q in found["questions"])),
            *(f"- Nearly: {n['match']['offering']['title']['id']}. {_missing(n)}" for n in found["nearMisses"]),
            f"- Unmet: {', '.join(need['code'] for need in found['unmetNeeds']) or 'none'}",
        ]
    )


def _benefit(benefit: Json) -> str:
    if benefit is None:
        return "decided case by case"
    low, high, unit = benefit["atLeast"], benefit["atMost"], benefit["unit"]
    amount = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    return f"{amount} {unit} ({benefit['per']})"


def _missing(near: Json) -> str:
    return near["missing"]["message"] if near["missing"] else "It opens later."


def test_the_hub_answers_what_the_documentation_says_of_ten_families(demonstration_hub: CallerAs) -> None:
    written = families(PAGE.read_text(encoding="utf-8"))
    hub = demonstration_hub("desk:32.73.02.1004")

    assert len(written) == 10
    assert {title: answer_of(hub, given) for title, given, _ in written} == {title: said for title, _, said in written}
