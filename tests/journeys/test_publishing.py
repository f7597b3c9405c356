"""A company comes to the hub, publishes what it offers, changes it, and takes it back."""

from pathlib import Path
from uuid import uuid4

from schema.ids import decode_id, encode_id
from tests.journeys.conftest import Caller, CallerAs, Json

_REGISTER = """mutation ($name: String!, $key: UUID) {
  registerPartner(input: { kind: MINISTRY, name: $name, region: "32.73", idempotencyKey: $key }) {
    partner { id verified } problems { code path message hint } replayed
  }
}"""
_VERIFY = """mutation ($id: ID!) {
  verifyPartner(input: { partner: $id }) { partner { verified } problems { code } }
}"""
_DRAFT = """mutation ($partner: ID!, $offering: OfferingInput!) {
  draftOffering(input: { partner: $partner, offering: $offering }) {
    offering { id state version hasUnpublishedChanges } problems { code path message hint }
  }
}"""
_REVISE = """mutation ($id: ID!, $offering: OfferingInput!) {
  reviseOffering(input: { id: $id, offering: $offering }) {
    offering { state hasUnpublishedChanges title { id } } problems { code path }
  }
}"""
_EVENT = """mutation ($id: ID!) {
  %s(input: { id: $id }) {
    offering { state version allowedEvents }
    problems { code path message hint ... on TransitionRefused { allowed } }
  }
}"""
_LIST = "{ offerings { edges { node { id version title { id } } } } }"
_CITATION = {"title": "Aturan kementerian uji", "confidence": "VERIFIED"}


def _offering(**changes: object) -> dict[str, object]:
    return {
        "reference": "UJI-1",
        "source": "apbn",
        "fundingSource": "APBN",
        "provider": "Kementerian Uji",
        "title": {"id": "Bantuan uji"},
        "description": {"id": "Bantuan untuk pengujian."},
        "domain": "SOCIAL_SECURITY",
        "needs": ["FOOD"],
        "form": "MONEY",
        "benefitUnit": "FAMILY",
        "serviceAreas": [{"region": "32.73"}],
        "criteria": [
            {
                "key": "desil",
                "title": {"id": "Desil 1 sampai 3"},
                "rule": {"fact": "family.desil", "at_most": 3},
                "citation": _CITATION,
            }
        ],
        "decidedBy": {"id": "Kementerian Uji"},
        "legalBasis": _CITATION,
        "assuredOn": "2026-11-01",
        "assuredBy": "Kementerian Uji",
        **changes,
    }


def _partner(hub: CallerAs) -> tuple[Caller, str]:
    administrator = hub("admin")
    partner_id: str = administrator.ask(_REGISTER, name="Kementerian Uji")["registerPartner"]["partner"]["id"]
    assert administrator.ask(_VERIFY, id=partner_id)["verifyPartner"]["partner"] == {"verified": True}
    return hub(f"partner:{decode_id(partner_id)[2]}"), partner_id


def _event(caller: Caller, name: str, offering_id: str) -> Json:
    return caller.ask(_EVENT % name, id=offering_id)[name]


def test_what_a_partner_publishes_is_found_by_everybody_until_it_is_paused(empty_hub: CallerAs) -> None:
    partner, partner_id = _partner(empty_hub)
    public = empty_hub("")

    drafted = partner.ask(_DRAFT, partner=partner_id, offering=_offering())["draftOffering"]
    offering_id = drafted["offering"]["id"]
    assert drafted["problems"] == []
    assert drafted["offering"]["state"] == "DRAFT"
    assert public.ask(_LIST)["offerings"]["edges"] == []
    assert public.ask("query ($id: ID!) { offering(id: $id) { id } }", id=offering_id) == {"offering": None}

    assert _event(partner, "publishOffering", offering_id)["offering"]["version"] == 1
    (edge,) = public.ask(_LIST)["offerings"]["edges"]
    assert edge["node"] == {"id": offering_id, "version": 1, "title": {"id": "Bantuan uji"}}

    assert _event(partner, "pauseOffering", offering_id)["offering"]["state"] == "PAUSED"
    assert public.ask(_LIST)["offerings"]["edges"] == []

    assert _event(partner, "publishOffering", offering_id)["offering"]["version"] == 2
    assert _event(partner, "withdrawOffering", offering_id)["offering"]["state"] == "WITHDRAWN"
    assert public.ask(_LIST)["offerings"]["edges"] == []


def test_a_revision_waits_until_it_is_published(empty_hub: CallerAs) -> None:
    partner, partner_id = _partner(empty_hub)
    offering_id = partner.ask(_DRAFT, partner=partner_id, offering=_offering())["draftOffering"]["offering"]["id"]
    _event(partner, "publishOffering", offering_id)

    revised = partner.ask(_REVISE, id=offering_id, offering=_offering(title={"id": "Bantuan uji, baru"}))
    assert revised["reviseOffering"]["offering"]["hasUnpublishedChanges"] is True
    assert empty_hub("").ask(_LIST)["offerings"]["edges"][0]["node"]["title"] == {"id": "Bantuan uji"}

    _event(partner, "publishOffering", offering_id)
    node = empty_hub("").ask(_LIST)["offerings"]["edges"][0]["node"]
    assert (node["title"], node["version"]) == ({"id": "Bantuan uji, baru"}, 2)


def test_everything_that_stands_against_publishing_is_told_at_once(empty_hub: CallerAs) -> None:
    partner, partner_id = _partner(empty_hub)
    bad = _offering(
        needs=["FOOD", "MONEY"],
        serviceAreas=[{"region": "32.73"}],
        validFrom="2026-12-31",
        validTo="2026-01-01",
        legalBasis={"title": " ", "confidence": "VERIFIED"},
    )
    offering_id = partner.ask(_DRAFT, partner=partner_id, offering=bad)["draftOffering"]["offering"]["id"]

    payload = _event(partner, "publishOffering", offering_id)

    assert payload["offering"] is None
    assert {each["code"] for each in payload["problems"]} == {"UNKNOWN_NEED", "DATES_REVERSED", "MISSING_CITATION"}
    assert all(each["hint"] for each in payload["problems"])


def test_a_rule_on_an_unknown_fact_is_refused_with_the_nearest_name(empty_hub: CallerAs) -> None:
    partner, partner_id = _partner(empty_hub)
    criterion = {
        "key": "desil",
        "title": {"id": "Desil"},
        "rule": {"fact": "family.decil", "at_most": 3},
        "citation": _CITATION,
    }

    answer = partner.send(_DRAFT, partner=partner_id, offering=_offering(criteria=[criterion]))

    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "UNKNOWN_FACT"
    assert "family.desil" in error["message"] + error["extensions"]["hint"]


def test_an_event_that_may_not_happen_says_what_may(empty_hub: CallerAs) -> None:
    partner, partner_id = _partner(empty_hub)
    offering_id = partner.ask(_DRAFT, partner=partner_id, offering=_offering())["draftOffering"]["offering"]["id"]

    (problem,) = _event(partner, "pauseOffering", offering_id)["problems"]

    assert problem["code"] == "TRANSITION_REFUSED"
    assert problem["allowed"] == ["REVISE", "PUBLISH", "WITHDRAW"]


def test_another_partners_offering_is_not_found_like_one_that_does_not_exist(empty_hub: CallerAs) -> None:
    partner, partner_id = _partner(empty_hub)
    offering_id = partner.ask(_DRAFT, partner=partner_id, offering=_offering())["draftOffering"]["offering"]["id"]
    other, _ = _partner(empty_hub)

    theirs = _event(other, "publishOffering", offering_id)["problems"]
    nobodys = _event(other, "publishOffering", encode_id("Offering", uuid4()))["problems"]

    assert theirs == nobodys
    assert theirs[0]["code"] == "NOT_FOUND"
    assert other.ask("query ($id: ID!) { node(id: $id) { id } }", id=offering_id) == {"node": None}
    assert other.ask("query ($id: ID!) { nodes(ids: [$id]) { id } }", id=offering_id) == {"nodes": [None]}


def test_a_repeated_call_with_its_key_acts_once(empty_hub: CallerAs) -> None:
    administrator, key = empty_hub("admin"), str(uuid4())

    first = administrator.ask(_REGISTER, name="Kementerian Uji", key=key)["registerPartner"]
    again = administrator.ask(_REGISTER, name="Kementerian Uji", key=key)["registerPartner"]
    other = administrator.ask(_REGISTER, name="Kementerian Lain", key=key)["registerPartner"]

    assert (first["replayed"], again["replayed"]) == (False, True)
    assert first["partner"] == again["partner"]
    assert [each["code"] for each in other["problems"]] == ["IDEMPOTENCY_CONFLICT"]
    assert len(administrator.ask("{ partners { edges { node { id } } } }")["partners"]["edges"]) == 1


def test_the_public_and_a_supervisor_elsewhere_cannot_register_a_partner(empty_hub: CallerAs) -> None:
    codes = [
        empty_hub(subject).ask(_REGISTER, name="Kementerian Uji")["registerPartner"]["problems"][0]["code"]
        for subject in ("", "supervisor:31.71", "desk:32.73.02.1004")
    ]

    assert codes == ["UNAUTHENTICATED", "FORBIDDEN", "FORBIDDEN"]


def test_malformed_ids_and_forged_cursors_have_codes_of_their_own(empty_hub: CallerAs) -> None:
    caller = empty_hub("")
    partner_id = encode_id("Partner", uuid4())

    def code(query: str) -> str:
        return str(caller.send(query)["errors"][0]["extensions"]["code"])

    assert code('{ node(id: "xyz") { id } }') == "BAD_ID"
    assert code(f'{{ offering(id: "{partner_id}") {{ id }} }}') == "BAD_ID"
    assert code('{ offerings(after: "Zm9yZ2Vk") { edges { cursor } } }') == "BAD_CURSOR"
    assert code("{ offerings(first: 101) { edges { cursor } } }") == "BAD_INPUT"
    assert caller.ask(f'{{ partner(id: "{partner_id}") {{ id }} }}') == {"partner": None}


_IMPORT = """mutation ($partner: ID!, $document: String!, $key: UUID!) {
  importOfferings(input: { partner: $partner, source: "apbn", document: $document, idempotencyKey: $key }) {
    receipt { state rows refused refusals { line column message remedy } }
    problems { code message hint } replayed
  }
}"""


def test_an_amount_below_zero_or_with_a_fraction_is_refused(empty_hub: CallerAs) -> None:
    partner, partner_id = _partner(empty_hub)

    def code(amount: object) -> str:
        component = {"key": "uang", "title": {"id": "Uang"}, "amount": amount}
        benefit = {"unit": "IDR", "per": "MONTH", "components": [component], "citation": _CITATION}
        answer = partner.send(_DRAFT, partner=partner_id, offering=_offering(benefit=benefit))
        assert answer["errors"][0]["extensions"]["hint"]
        return str(answer["errors"][0]["extensions"]["code"])

    assert [code(amount) for amount in (-1, 1.5, "200.000", 2**60)] == ["BAD_AMOUNT"] * 4


def test_a_file_that_cannot_be_read_changes_nothing_and_says_why(empty_hub: CallerAs) -> None:
    partner, partner_id = _partner(empty_hub)

    payload = partner.ask(_IMPORT, partner=partner_id, document="satu;dua\n1;2\n", key=str(uuid4()))["importOfferings"]

    assert payload["receipt"] is None
    (problem,) = payload["problems"]
    assert problem["code"] == "FEED_UNREADABLE"
    assert problem["hint"]
    assert empty_hub("").ask(_LIST)["offerings"]["edges"] == []


def test_an_import_repeated_with_its_key_gives_the_first_receipt(empty_hub: CallerAs) -> None:
    partner, partner_id = _partner(empty_hub)
    upload = Path("tests/connectors/fixtures/apbn/input.csv").read_text(encoding="utf-8")
    key = str(uuid4())

    first = partner.ask(_IMPORT, partner=partner_id, document=upload, key=key)["importOfferings"]
    again = partner.ask(_IMPORT, partner=partner_id, document=upload, key=key)["importOfferings"]

    assert first["receipt"]["refused"] == len({each["line"] for each in first["receipt"]["refusals"]}) > 0
    assert first["receipt"]["state"] == "REFUSED"
    assert again["receipt"] == first["receipt"]
    assert (first["replayed"], again["replayed"]) == (False, True)
