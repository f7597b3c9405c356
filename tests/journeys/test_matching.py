"""A desk in Dago asks which aid fits a family of whom little is known."""

from pathlib import Path

from connectors.demonstration import FEEDS
from connectors.registry import load_registry
from hub.operator_words import FIRST_QUERY
from tests.journeys.conftest import CallerAs, Json

_MATCH = """query ($input: MatchInput!, $after: String, $first: Int) {
  match(input: $input) {
    matches(first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      edges { node {
        offering { id programme } verdict
        benefit { atLeast atMost unit per }
        beneficiaries { subject { ref } verdict }
        findings { criterion outcome citation { title } question { text } }
      } }
    }
    nearMisses { match { offering { title { id } } } missing { criterion } remedy { kind } }
    questions { kind key text subject { ref } offering answerWith }
    unmetNeeds { code }
    sources { source state }
  }
}"""


def _family(**changes: object) -> dict[str, object]:
    return {
        "presentRegion": "32.73.02.1004",
        "subject": {
            "household": {
                "dwelling": {"roof": "LEAKING"},
                "families": [{"ref": "kk1", "desil": 2}],
                "members": [
                    {"ref": "ibu", "family": "kk1", "ageYears": 29, "sex": "F", "pregnant": True},
                    {"ref": "kakak", "family": "kk1", "ageYears": 13, "schoolLevel": "SMP"},
                    {"ref": "adik", "family": "kk1", "ageYears": 8, "schoolLevel": "SD"},
                ],
            }
        },
        "needs": [{"need": "FOOD", "urgency": "HIGH"}, {"need": "HOUSING_REPAIR", "urgency": "NORMAL"}],
        **changes,
    }


def _match(hub: CallerAs, given: dict[str, object], **variables: object) -> Json:
    return hub("").ask(_MATCH, input=given, **variables)["match"]


def test_the_query_that_make_run_prints_is_answered_for_anybody(demonstration_hub: CallerAs) -> None:
    query = FIRST_QUERY.replace("verdictText", "verdictText coveredNeeds { code }")

    found = demonstration_hub("").ask(query)["match"]

    titles = [edge["node"]["offering"]["title"]["id"].partition(" (")[0] for edge in found["matches"]["edges"]]
    national = [
        "Program Keluarga Harapan",
        "Penerima Bantuan Iuran Jaminan Kesehatan",
        "Program Sembako",
        "Program Indonesia Pintar",
    ]
    assert all(edge["node"]["coveredNeeds"] for edge in found["matches"]["edges"][: titles.index(national[-1])])
    assert [title for title in titles if title in national] == national
    assert all(
        finding["citation"]["title"] and finding["message"]
        for edge in found["matches"]["edges"]
        for one in edge["node"]["beneficiaries"]
        for finding in one["findings"]
    )
    assert len(found["questions"]) == 5


def test_each_programme_says_for_whom_and_how_much(demonstration_hub: CallerAs) -> None:
    found = _match(demonstration_hub, _family(), first=100)

    by_programme = {edge["node"]["offering"]["programme"]: edge["node"] for edge in found["matches"]["edges"]}
    # A year: mother pregnant 3,000,000, pupil in SMP 1,500,000, pupil in SD 900,000. At most: the one of 13 might be
    # pregnant too (3,000,000), the child of 8 severely disabled (2,400,000); both pay more than their schools.
    assert by_programme["PKH"]["benefit"] == {"atLeast": 5_400_000, "atMost": 8_400_000, "unit": "IDR", "per": "YEAR"}
    assert by_programme["BPNT"]["benefit"]["atMost"] == 200_000
    pip = {one["subject"]["ref"]: one["verdict"] for one in by_programme["PIP"]["beneficiaries"]}
    assert pip == {"ibu": "INELIGIBLE", "kakak": "NEEDS_INFORMATION", "adik": "NEEDS_INFORMATION"}
    assert by_programme["PBI_JK"]["benefit"]["atMost"] == 3 * 42_000


def test_a_fund_of_neighbours_is_missed_by_one_rule_that_they_can_change(demonstration_hub: CallerAs) -> None:
    miss = _match(demonstration_hub, _family())["nearMisses"][0]

    assert miss["match"]["offering"]["title"]["id"].startswith("Beas perelek RW 005 Dago")
    assert miss["remedy"]["kind"] == "ASK_COMMUNITY"


def test_needs_that_nothing_covers_are_named(demonstration_hub: CallerAs) -> None:
    needs = [{"need": "FOOD", "urgency": "HIGH"}, {"need": "LEGAL_AID", "urgency": "NORMAL"}]

    assert _match(demonstration_hub, _family(needs=needs))["unmetNeeds"] == [{"code": "LEGAL_AID"}]


def test_every_source_says_how_fresh_it_is(demonstration_hub: CallerAs) -> None:
    reports = {each["source"]: each["state"] for each in _match(demonstration_hub, _family())["sources"]}

    brought = {feed.source for feed in FEEDS}
    assert reports == {source.key: "FRESH" if source.key in brought else "STALE" for source in load_registry()}


def test_pages_of_matches_join_and_a_cursor_belongs_to_its_input(demonstration_hub: CallerAs) -> None:
    whole = _match(demonstration_hub, _family(), first=100)["matches"]
    first = _match(demonstration_hub, _family(), first=2)["matches"]
    cursor = first["pageInfo"]["endCursor"]
    rest = _match(demonstration_hub, _family(), first=100, after=cursor)["matches"]

    assert [*first["edges"], *rest["edges"]] == whole["edges"]
    assert len(whole["edges"]) == whole["totalCount"]
    other = demonstration_hub("").send(_MATCH, input=_family(needs=[]), after=cursor)
    assert other["errors"][0]["extensions"]["code"] == "BAD_CURSOR"


def test_any_offering_can_be_asked_about(demonstration_hub: CallerAs) -> None:
    listing = '{ offerings(search: "kebon gedang") { edges { node { id } } } }'
    offering_id = demonstration_hub("").ask(listing)["offerings"]["edges"][0]["node"]["id"]
    query = """query ($input: MatchInput!, $id: ID!) {
      match(input: $input) { whyNot(offering: $id) { verdict findings { kind outcome } } }
    }"""

    asked = demonstration_hub("").ask(query, input=_family(), id=offering_id)["match"]["whyNot"]

    assert asked["verdict"] == "INELIGIBLE"
    assert {"kind": "AREA", "outcome": "NOT_MET"} in asked["findings"]


def test_every_wrong_value_is_told_at_once_with_its_path(demonstration_hub: CallerAs) -> None:
    bad = _family(
        needs=[{"need": "FOODS", "urgency": "LOW"}],
        subject={
            "household": {
                "families": [{"ref": "kk1", "desil": 11}],
                "members": [{"ref": "a", "family": "kk1", "ageYears": 200}],
            }
        },
    )

    errors = demonstration_hub("").send(_MATCH, input=bad)["errors"]

    assert {".".join(str(step) for step in each["extensions"]["inputPath"]) for each in errors} == {
        "input.needs.0.need",
        "input.subject.household.families.0.desil",
        "input.subject.household.members.0.ageYears",
    }
    assert all(each["extensions"]["hint"] for each in errors)


def test_a_region_that_does_not_exist_is_told_with_its_path(demonstration_hub: CallerAs) -> None:
    (error,) = demonstration_hub("").send(_MATCH, input=_family(presentRegion="32.99"))["errors"]

    assert error["extensions"]["code"] == "UNKNOWN_REGION"
    assert error["extensions"]["inputPath"] == ["input", "presentRegion"]


def test_a_match_never_stands_in_a_url(demonstration_hub: CallerAs) -> None:
    response = demonstration_hub("").http.get("/graphql", params={"query": FIRST_QUERY})

    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


def test_messages_follow_the_readers_language_and_codes_do_not(demonstration_hub: CallerAs) -> None:
    caller = demonstration_hub("")
    query = '{ node(id: "x") { id } }'
    english = caller.http.post("/graphql", json={"query": query})
    indonesian = caller.http.post("/graphql", json={"query": query}, headers={"Accept-Language": "id"})

    assert english.headers["content-language"] == "en"
    assert indonesian.headers["content-language"] == "id"
    one, other = (response.json()["errors"][0] for response in (english, indonesian))
    assert one["message"] != other["message"]
    assert one["extensions"]["code"] == other["extensions"]["code"] == "BAD_ID"


_PACKAGE = """query ($input: MatchInput!) {
  match(input: $input) {
    package {
      exact coveredNeeds { code } leftOutCount
      items {
        offering { programme title { id } } role verdict needs { code } beneficiaries { ref } consequence { id }
      }
      leftOut(first: 100) { offering { programme } reason because { programme } programmes text }
    }
    unmetNeeds { code }
  }
}"""


def test_a_family_gets_a_package_that_goes_together_and_hears_why_the_rest_is_left_out(
    demonstration_hub: CallerAs,
) -> None:
    poorest = _family(
        needs=[
            {"need": "FOOD", "urgency": "HIGH"},
            {"need": "SCHOOL_COSTS", "urgency": "NORMAL"},
            {"need": "HEALTH_COVER", "urgency": "NORMAL"},
            {"need": "INCOME_SUPPORT", "urgency": "LOW"},
        ],
        subject={
            "household": {
                "families": [{"ref": "kk1", "desil": 1}],
                "members": [
                    {"ref": "ibu", "family": "kk1", "ageYears": 29, "sex": "F", "pregnant": True},
                    {"ref": "adik", "family": "kk1", "ageYears": 8, "schoolLevel": "SD", "orphanhood": "FATHER"},
                ],
            }
        },
    )

    found = demonstration_hub("").ask(_PACKAGE, input=poorest)["match"]

    package = found["package"]
    assert package["exact"]
    needs_of = {
        each["offering"]["programme"]: (each["role"], [need["code"] for need in each["needs"]])
        for each in package["items"]
    }
    assert needs_of == {
        "BPNT": ("MAIN", ["FOOD"]),
        "UHC_KOTA_BANDUNG": ("MAIN", ["HEALTH_COVER"]),
        "RMP_KOTA_BANDUNG": ("MAIN", ["SCHOOL_COSTS"]),
        "PKH": ("MAIN", ["INCOME_SUPPORT"]),
        None: ("BRIDGING", ["FOOD"]),
    }
    bridge = package["items"][-1]
    assert bridge["offering"]["title"]["id"].startswith("Beas perelek RW 005 Dago")
    assert (bridge["verdict"], bridge["beneficiaries"]) == ("ELIGIBLE", [{"ref": "kk1"}])
    assert [need["code"] for need in package["coveredNeeds"]] == [
        "FOOD", "HEALTH_COVER", "SCHOOL_COSTS", "INCOME_SUPPORT",
    ]  # fmt: skip
    assert found["unmetNeeds"] == []
    assert package["leftOutCount"] == len(package["leftOut"])
    why = {each["offering"]["programme"]: each for each in package["leftOut"]}
    assert (why["ATENSI_YAPI"]["reason"], why["PIP"]["reason"]) == ("EXCLUDED", "NEED_COVERED")
    assert why["ATENSI_YAPI"]["because"] == [{"programme": "PKH"}]
    assert why["PIP"]["because"] == [{"programme": "RMP_KOTA_BANDUNG"}]
    assert [why[programme]["text"] for programme in ("ATENSI_YAPI", "PIP")] == [
        "By the rules, it cannot be received together with Family Hope Programme (PKH).",
        "It could be received as well, but what it is for is covered by Aid to pupils at risk of leaving school (RMP).",
    ]


def test_the_hub_serves_its_schema_its_front_page_and_its_documentation(empty_hub: CallerAs) -> None:
    http = empty_hub("").http

    assert http.get("/schema.graphql").text == Path("schema/schema.graphql").read_text(encoding="utf-8")
    assert "GraphiQL" in http.get("/").text
    assert "Ten families" in http.get("/docs/families").text
    assert http.get("/schemas/rule.json").json()["title"] == "Simpul rule"
