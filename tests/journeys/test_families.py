"""The families of the documentation get from the demonstration the answers that the page tells."""

import json
from pathlib import Path

from tests.journeys.conftest import CallerAs, Json

PAGE = Path(__file__).parents[2] / "hub" / "web" / "docs" / "families.md"
QUERY = """query ($input: MatchInput!) {
  match(input: $input) {
    matches(first: 100) { edges { node {
      offering { title { en } needs { code } } verdict benefit { atLeast atMost unit per }
    } } }
    nearMisses(first: 20) { match { offering { title { en } needs { code } } } missing { message } remedy { text } }
    questions(first: 1) { text }
    unmetNeeds { name { en } }
  }
}"""
_VERDICTS = {"ELIGIBLE": "fits", "NEEDS_INFORMATION": "not known yet"}
_FENCE = "```"


def answer_of(found: Json, needs: list[str]) -> str:
    """What the hub answers, as the page writes it: aid for what the family needs, in the order of its title."""

    def wanted(offering: Json) -> bool:
        return bool({need["code"] for need in offering["needs"]} & set(needs))

    matches = [edge["node"] for edge in found["matches"]["edges"] if wanted(edge["node"]["offering"])]
    matches.sort(key=lambda match: (match["verdict"], match["offering"]["title"]["en"]))
    rows = [
        f"| {match['offering']['title']['en']} | {_VERDICTS[match['verdict']]} | {_amount(match['benefit'])} |"
        for match in matches
    ]
    misses = sorted(
        f"- Missed by one rule: {miss['match']['offering']['title']['en']}. {miss['missing']['message']}"
        f" {miss['remedy']['text']}"
        for miss in found["nearMisses"]
        if miss["missing"] and miss["remedy"] and wanted(miss["match"]["offering"])
    )
    asked = [f"- Asked first: {question['text']}" for question in found["questions"]]
    unmet = [f"- Nothing here covers: {need['name']['en']}." for need in found["unmetNeeds"]]
    table = ["| Aid | Answer | Amount |", "| -- | -- | -- |", *rows] if rows else []
    lists = [*misses, *asked, *unmet]
    return "\n".join([*table, *([""] if table and lists else []), *lists])


def _amount(benefit: Json) -> str:
    if benefit is None:
        return ""
    low, high = (f"{benefit[name]:,}" for name in ("atLeast", "atMost"))
    span = low if low == high else f"{low} to {high}"
    per = "once" if benefit["per"] == "ONCE" else f"a {benefit['per'].lower()}"
    return f"{span} {benefit['unit']} {per}"


def _sections() -> dict[str, tuple[Json, str]]:
    """Each family's name, what is sent, and the answer that the page tells."""
    found = {}
    for section in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        name, _, body = section.partition("\n")
        _, sent, expected = body.split(_FENCE)
        found[name] = (json.loads(sent.removeprefix("json\n")), expected.strip())
    return found


def test_ten_families_get_the_answers_that_the_page_tells(demonstration_hub: CallerAs) -> None:
    families = _sections()
    caller = demonstration_hub("")

    assert len(families) == 10
    for name, (sent, expected) in families.items():
        found = caller.ask(QUERY, input=sent)["match"]
        answer = answer_of(found, [need["need"] for need in sent["needs"]])
        assert answer == expected, f"{name}:\n{answer}"
