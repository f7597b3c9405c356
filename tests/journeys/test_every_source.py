"""A partner of each source takes the template, fills in another row, imports both, and a desk is told of them."""

import csv
import io
from uuid import uuid4

import pytest

from connectors.registry import load_registry
from tests.journeys.conftest import CallerAs

_SOURCE = "{ sources { key publishers columns { name } template } }"
_REGISTER = """mutation ($kind: PartnerKind!) {
  registerPartner(input: { kind: $kind, name: "Mitra uji", region: "00" }) { partner { id } problems { message } }
}"""
_VERIFY = "mutation ($id: ID!) { verifyPartner(input: { partner: $id }) { problems { message } } }"
_IMPORT = """mutation ($partner: ID!, $source: String!, $document: String!, $key: UUID!) {
  importOfferings(input: { partner: $partner, source: $source, document: $document, idempotencyKey: $key }) {
    receipt { state rows added unchanged refusals { line column message remedy } } problems { message }
  }
}"""
_OFFERINGS = "{ offerings { edges { node { id reference source { key } serviceAreas { regionCode excluded } } } } }"
_EXPLAIN = """query ($region: RegionCode!, $offering: ID!) {
  match(input: {
    presentRegion: $region
    subject: { household: { families: [{ ref: "kk1" }], members: [{ ref: "ibu", family: "kk1", ageYears: 34 }] } }
    needs: [{ need: "FOOD", urgency: LOW }]
  }) {
    whyNot(offering: $offering) {
      verdictText offering { handOver { who { id } steps { id } } }
      beneficiaries { verdict } findings { kind message citation { title confidence } }
    }
  }
}"""


@pytest.mark.parametrize("key", [source.key for source in load_registry()])
def test_from_the_template_of_a_source_to_a_match_that_is_explained(empty_hub: CallerAs, key: str) -> None:
    supervisor, desk = empty_hub("admin"), empty_hub("desk:32.73.02.1004")
    source = next(each for each in desk.ask(_SOURCE)["sources"] if each["key"] == key)
    partner = supervisor.ask(_REGISTER, kind=source["publishers"][0])["registerPartner"]["partner"]["id"]
    supervisor.ask(_VERIFY, id=partner)

    filled = _with_another_row(source["template"], reference=source["columns"][0]["name"])
    first, again = (
        supervisor.ask(_IMPORT, partner=partner, source=key, document=filled, key=str(uuid4()))["importOfferings"]
        for _ in range(2)
    )

    assert first["problems"] == []
    assert first["receipt"] == {"state": "STORED", "rows": 2, "added": 2, "unchanged": 0, "refusals": []}
    assert again["receipt"] == {"state": "STORED", "rows": 2, "added": 0, "unchanged": 2, "refusals": []}
    offerings = [edge["node"] for edge in desk.ask(_OFFERINGS)["offerings"]["edges"]]
    assert [each["source"]["key"] for each in offerings] == [key, key]
    for offering in offerings:
        region = next(area["regionCode"] for area in offering["serviceAreas"] if not area["excluded"])
        explained = desk.ask(_EXPLAIN, region=region, offering=offering["id"])["match"]["whyNot"]
        assert explained["verdictText"]
        assert explained["offering"]["handOver"]["steps"]
        assert {finding["kind"] for finding in explained["findings"]} >= {"AREA"}
        assert all(finding["message"] and finding["citation"]["title"] for finding in explained["findings"])


def _with_another_row(template: str, *, reference: str) -> str:
    header, row = csv.reader(io.StringIO(template, newline=""), delimiter=";")
    another = [f"{cell}-2" if name == reference else cell for name, cell in zip(header, row, strict=True)]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";").writerows([header, row, another])
    return written.getvalue()
