"""A withdrawn partner as everybody reads it, and as those who may know why."""

from uuid import uuid4

from hub.domain.access import PUBLIC_VIEWER, Role, Viewer
from hub.domain.region import RegionCode
from hub.usecases.hub import Hub
from schema.ids import encode_id
from tests.builders import ADMINISTRATOR, as_partner, verified_partner
from tests.schema.conftest import Ask

_WITHDRAW = """mutation ($id: ID!, $because: String!, $key: UUID) {
  withdrawPartner(input: { partner: $id, because: $because, idempotencyKey: $key }) {
    partner { verified verifiedAt withdrawnAt withdrawnBecause }
    problems { code path message hint } replayed
  } }"""
_PARTNER = "query ($id: ID!) { partner(id: $id) { verified withdrawnAt withdrawnBecause } }"
_DRAFTS = """mutation ($id: ID!, $key: UUID!) { importOfferings(input: {
  partner: $id, source: "apbn", document: "", idempotencyKey: $key }) { problems { code path message hint } } }"""


async def test_everybody_sees_that_a_partner_is_withdrawn_and_its_own_people_see_why(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub, region="32.73")
    partner_id = encode_id("Partner", partner.id)
    payload = (await ask(_WITHDRAW, viewer=ADMINISTRATOR, id=partner_id, because="Izinnya dicabut"))["withdrawPartner"]

    assert payload == {
        "partner": {
            "verified": False,
            "verifiedAt": None,
            "withdrawnAt": "2026-11-24T05:00:00+00:00",
            "withdrawnBecause": "Izinnya dicabut",
        },
        "problems": [],
        "replayed": False,
    }
    desk = Viewer("desk", Role.DESK, region=RegionCode("32.73.02.1004"))
    stranger = as_partner(await verified_partner(hub, "Kementerian Lain"))
    supervisor = Viewer("slrt", Role.SUPERVISOR, region=RegionCode("32"))
    answers = {
        viewer.actor: (await ask(_PARTNER, viewer=viewer, id=partner_id))["partner"]
        for viewer in (PUBLIC_VIEWER, desk, stranger, supervisor, as_partner(partner))
    }
    assert all(each["withdrawnAt"] and not each["verified"] for each in answers.values())
    assert {actor for actor, each in answers.items() if each["withdrawnBecause"]} == {"slrt", f"partner:{partner.id}"}


async def test_a_refusal_for_a_withdrawn_partner_says_since_when_and_what_to_do(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub)
    partner_id = encode_id("Partner", partner.id)
    await ask(_WITHDRAW, viewer=ADMINISTRATOR, id=partner_id, because="Izinnya dicabut")

    asked = await ask(_DRAFTS, viewer=as_partner(partner), id=partner_id, key=str(uuid4()))

    (problem,) = asked["importOfferings"]["problems"]
    assert (problem["code"], problem["path"]) == ("FORBIDDEN", ["input", "partner"])
    assert problem["message"].startswith("The partner has been withdrawn since 2026-11-24, so nothing can be written")
    assert problem["hint"].startswith("Read why in withdrawnBecause, then ask the SLRT")


async def test_a_repeated_withdrawal_with_its_key_acts_once(hub: Hub, ask: Ask) -> None:
    partner, key = await verified_partner(hub), str(uuid4())
    given = {"viewer": ADMINISTRATOR, "id": encode_id("Partner", partner.id), "key": key}

    first = (await ask(_WITHDRAW, because="Izin", **given))["withdrawPartner"]
    again = (await ask(_WITHDRAW, because="Izin", **given))["withdrawPartner"]
    other = (await ask(_WITHDRAW, because="Lain", **given))["withdrawPartner"]

    assert (first["replayed"], again["replayed"], first["partner"]) == (False, True, again["partner"])
    assert [each["code"] for each in other["problems"]] == ["IDEMPOTENCY_CONFLICT"]
