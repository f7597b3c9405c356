"""Imports on a real database: what a file changes, what a whole list withdraws, and what nobody confirmed."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from threading import Thread
from uuid import uuid4

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.feeds.rows import RowReader
from connectors.registry import Registry, load_registry
from hub.database.engine import Database
from hub.domain.access import Viewer
from hub.domain.errors import ErrorCode, Refused
from hub.domain.facts.situation import OfferingId
from hub.domain.offerings.catalogue import CatalogueFilter, CatalogueOrder
from hub.domain.offerings.feed import (
    ImportMode,
    ImportState,
    Receipt,
    Withdrawal,
    confirmation_of,
    reason_for_shrinking,
)
from hub.domain.offerings.offering import OfferingContent, OfferingState
from hub.domain.partner import Partner, PartnerKind
from hub.domain.text import Text
from hub.usecases.feeds import ImportOrder, ImportStep, Watch, import_upload
from hub.usecases.hub import Hub
from hub.usecases.offerings import by_ids, catalogue, pause, revise, withdraw
from hub.usecases.once import Idempotency
from tests.builders import as_partner, hub_on, rice_funds, verified_partner


@pytest.fixture
def hub(database: Database) -> Hub:
    return hub_on(database)


@pytest.fixture
async def steward(hub: Hub) -> Partner:
    return await verified_partner(hub, "Pengurus RW 008", kind=PartnerKind.COMMUNITY_STEWARD, region="32.73.12.1006")


def _order(partner: Partner, upload: bytes, *, mode: ImportMode = ImportMode.UPSERT) -> ImportOrder:
    return ImportOrder(source="beas_perelek", partner_id=partner.id, feed="beras", upload=upload, mode=mode)


async def _import(hub: Hub, order: ImportOrder, viewer: Viewer) -> Receipt:
    return (await import_upload(hub, viewer, order)).value


async def _published(hub: Hub, viewer: Viewer) -> dict[str, OfferingId]:
    wanted, order = CatalogueFilter(), CatalogueOrder.TITLE
    found = await catalogue(hub, viewer, wanted=wanted, search=None, order=order, after=None, limit=100)
    return {version.content.reference: version.offering_id for version in found}


async def _full(hub: Hub, steward: Partner, references: Sequence[str], because: str | None = None) -> Receipt:
    """A whole list, its withdrawals confirmed as listed."""
    order = replace(_order(steward, rice_funds(references), mode=ImportMode.FULL), because=because)
    listed = await _import(hub, order, as_partner(steward))
    return await _import(hub, replace(order, confirmation=listed.confirmation), as_partner(steward))


def _meanwhile(app_url: str, step: ImportStep, act: Callable[[Hub], Awaitable[None]]) -> Watch:
    """Has somebody act at another hub, to the end, as soon as an import comes to a step."""

    async def acted() -> None:
        database = await Database.open(app_url)
        await act(hub_on(database))
        await database.close()

    def watch(reached: ImportStep) -> None:
        if reached is step:
            thread = Thread(target=asyncio.run, args=(acted(),))
            thread.start()
            thread.join()

    return watch


async def test_importing_again_changes_nothing_and_a_changed_cell_makes_a_version(hub: Hub, steward: Partner) -> None:
    viewer, references = as_partner(steward), ["a", "b", "c"]
    first = await _import(hub, _order(steward, rice_funds(references)), viewer)
    again = await _import(hub, _order(steward, rice_funds(references)), viewer)
    changed = await _import(hub, _order(steward, rice_funds(["a", "b"], stok_gram="1.000")), viewer)

    assert (first.added, first.changed, first.unchanged) == (3, 0, 0)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)
    assert (changed.added, changed.changed, changed.unchanged) == (0, 2, 0)
    ids = await _published(hub, viewer)
    views = await by_ids(hub, viewer, ids.values())
    versions = {reference: views[each].published for reference, each in ids.items()}
    assert {reference: version and version.number for reference, version in versions.items()} == {
        "a": 2,
        "b": 2,
        "c": 1,
    }
    own = views[ids["a"]].own
    assert own is not None
    assert own.draft.capacity is not None
    assert own.draft.capacity.available == 1_000


_DIGESTS = "select reference, digest, row_digest, draft from offering order by reference"


async def test_what_another_hub_wrote_otherwise_is_unchanged_and_known_by_this_ones_digest_from_then_on(
    hub: Hub, steward: Partner, superuser_url: str
) -> None:
    viewer, order = as_partner(steward), _order(steward, rice_funds(["a", "b"]))
    await _import(hub, order, viewer)
    superuser = await asyncpg.connect(superuser_url)
    before = await superuser.fetch(_DIGESTS)
    # What reads a row otherwise also writes it otherwise: another hub knows no row of this one's.
    await superuser.execute("update offering set digest = 'another', row_digest = 'another' where reference = 'a'")

    receipt = await _import(hub, order, viewer)

    assert (receipt.changed, receipt.unchanged) == (0, 2)
    assert (
        await superuser.fetch("select reference, digest, row_digest, draft from offering order by reference") == before
    )
    assert [row["draft"] for row in before] == [None, None]  # the version holds it
    await superuser.close()


async def test_what_its_partner_wrote_over_a_feed_is_what_the_next_import_changes_back(
    hub: Hub, steward: Partner
) -> None:
    viewer, order = as_partner(steward), _order(steward, rice_funds(["a", "b"]))
    await _import(hub, order, viewer)
    offering_id = (await _published(hub, viewer))["a"]
    own = (await by_ids(hub, viewer, [offering_id]))[offering_id].own
    assert own is not None
    await revise(hub, viewer, offering_id, replace(own.draft, title=Text("Lain")))

    receipt = await _import(hub, order, viewer)

    assert (receipt.changed, receipt.unchanged) == (1, 1)
    again = (await by_ids(hub, viewer, [offering_id]))[offering_id].own
    assert again is not None
    assert again.draft == own.draft


async def test_a_row_written_otherwise_says_the_same_and_is_known_from_then_on(
    hub: Hub, steward: Partner, superuser_url: str
) -> None:
    viewer = as_partner(steward)
    await _import(hub, _order(steward, rice_funds(["a"], stok_gram="1000")), viewer)
    superuser = await asyncpg.connect(superuser_url)
    before = await superuser.fetchval("select row_digest from offering")

    receipt = await _import(hub, _order(steward, rice_funds(["a"], stok_gram="1.000")), viewer)

    assert (receipt.changed, receipt.unchanged) == (0, 1)
    assert await superuser.fetchval("select row_digest from offering") != before
    await superuser.close()


async def test_what_its_partner_wrote_while_a_feed_was_read_is_changed_back_as_well(
    hub: Hub, steward: Partner, app_url: str
) -> None:
    viewer, order = as_partner(steward), _order(steward, rice_funds(["a", "b"]))
    await _import(hub, order, viewer)
    offering_id = (await _published(hub, viewer))["a"]
    own = (await by_ids(hub, viewer, [offering_id]))[offering_id].own
    assert own is not None

    async def act(other: Hub) -> None:
        await revise(other, viewer, offering_id, replace(own.draft, title=Text("Lain")))

    watch = _meanwhile(app_url, ImportStep.COMPARING, act)

    receipt = (await import_upload(hub, viewer, order, watch=watch)).value

    assert (receipt.changed, receipt.unchanged) == (1, 1)
    again = (await by_ids(hub, viewer, [offering_id]))[offering_id].own
    assert again is not None
    assert again.draft == own.draft


async def test_what_its_partner_wrote_while_a_feed_was_stored_is_not_taken_for_what_its_row_says(
    hub: Hub, steward: Partner, app_url: str
) -> None:
    viewer = as_partner(steward)
    await _import(hub, _order(steward, rice_funds(["a"], stok_gram="1000")), viewer)
    offering_id = (await _published(hub, viewer))["a"]
    own = (await by_ids(hub, viewer, [offering_id]))[offering_id].own
    assert own is not None

    async def act(other: Hub) -> None:
        await revise(other, viewer, offering_id, replace(own.draft, title=Text("Lain")))

    watch = _meanwhile(app_url, ImportStep.STORING, act)

    # The same, said otherwise, so that all there is to store is by which row it is known.
    await import_upload(hub, viewer, _order(steward, rice_funds(["a"], stok_gram="1.000")), watch=watch)

    view = (await by_ids(hub, viewer, [offering_id]))[offering_id]
    assert view.own is not None
    assert (view.own.draft.title, view.revised) == (Text("Lain"), True)


_UNTIL_SOMEBODY_WAITS = """do $$ begin
    while not exists(select from pg_locks where not granted) loop perform pg_sleep(0.01); end loop;
end $$"""


async def test_a_whole_list_waits_for_who_publishes_what_it_leaves_out(
    hub: Hub, steward: Partner, superuser_url: str
) -> None:
    viewer = as_partner(steward)
    await _full(hub, steward, ["a", "b"])
    publisher = await asyncpg.connect(superuser_url)

    async with publisher.transaction():
        await publisher.execute("select from offering where reference = 'b' for update")
        importing = asyncio.create_task(_full(hub, steward, ["a", "c"]))
        await publisher.execute(_UNTIL_SOMEBODY_WAITS)
        await publisher.execute("update source_state set last_import_at = now()")

    assert (await importing).state is ImportState.STORED
    assert [*await _published(hub, viewer)] == ["a", "c"]
    await publisher.close()


async def test_what_its_partner_withdrew_while_a_whole_list_was_compared_stays_so_and_the_list_is_stored(
    hub: Hub, steward: Partner, app_url: str
) -> None:
    viewer = as_partner(steward)
    await _full(hub, steward, ["a", "b"])
    offering_id = (await _published(hub, viewer))["b"]

    async def act(other: Hub) -> None:
        await withdraw(other, viewer, offering_id)

    watch = _meanwhile(app_url, ImportStep.STORING, act)

    order = _order(steward, rice_funds(["a"]), mode=ImportMode.FULL)
    order = replace(order, confirmation=(await _import(hub, order, viewer)).confirmation)
    receipt = (await import_upload(hub, viewer, order, watch=watch)).value
    await _import(hub, _order(steward, rice_funds(["a", "b"])), viewer)

    assert receipt.state is ImportState.STORED
    assert [*await _published(hub, viewer)] == ["a"]


async def test_a_file_that_leaves_offerings_out_withdraws_none_unless_it_is_the_whole_list(
    hub: Hub, steward: Partner
) -> None:
    viewer = as_partner(steward)
    await _import(hub, _order(steward, rice_funds(["a", "b", "c"])), viewer)

    receipt = await _import(hub, _order(steward, rice_funds(["a"])), viewer)

    assert (receipt.state, receipt.withdrawals) == (ImportState.STORED, ())
    assert [*await _published(hub, viewer)] == ["a", "b", "c"]


async def test_a_whole_list_names_what_it_would_withdraw_and_stores_nothing_before_that_is_confirmed(
    hub: Hub, steward: Partner
) -> None:
    viewer = as_partner(steward)
    await _import(hub, _order(steward, rice_funds(["a", "b", "c"])), viewer)
    order = _order(steward, rice_funds(["a", "b", "d"], stok_gram="1.000"), mode=ImportMode.FULL)

    asked = await _import(hub, order, viewer)
    before = [*await _published(hub, viewer)]
    confirmed = await _import(hub, replace(order, confirmation=asked.confirmation), viewer)

    assert asked.state is ImportState.UNCONFIRMED
    assert asked.withdrawals == (Withdrawal(reference="c", title="Beras c"),)
    assert before == ["a", "b", "c"]
    assert (confirmed.state, confirmed.added, confirmed.changed) == (ImportState.STORED, 1, 2)
    assert [*await _published(hub, viewer)] == ["a", "b", "d"]


async def test_a_confirmation_of_another_list_confirms_nothing(hub: Hub, steward: Partner) -> None:
    viewer = as_partner(steward)
    await _import(hub, _order(steward, rice_funds(["a", "b", "c", "d"])), viewer)
    asked = await _import(hub, _order(steward, rice_funds(["a", "b", "c"]), mode=ImportMode.FULL), viewer)

    other = _order(steward, rice_funds(["a", "b"]), mode=ImportMode.FULL)
    receipt = await _import(hub, replace(other, confirmation=asked.confirmation), viewer)

    assert receipt.state is ImportState.UNCONFIRMED
    assert len(await _published(hub, viewer)) == 4


async def test_what_a_feed_withdrew_it_brings_back_and_what_its_partner_withdrew_stays(
    hub: Hub, steward: Partner
) -> None:
    viewer, references = as_partner(steward), ["a", "b", "c", "d", "e"]
    await _import(hub, _order(steward, rice_funds(references)), viewer)
    ids = await _published(hub, viewer)
    await withdraw(hub, viewer, ids["d"])
    await pause(hub, viewer, ids["e"])
    await _full(hub, steward, ["a", "b", "d", "e"])

    back = await _import(hub, _order(steward, rice_funds(references)), viewer)

    assert (back.changed, back.unchanged) == (1, 4)
    assert [*await _published(hub, viewer)] == ["a", "b", "c"]
    states = {reference: (await by_ids(hub, viewer, [each]))[each].own for reference, each in ids.items()}
    assert states["d"] is not None
    assert states["d"].state is OfferingState.WITHDRAWN
    assert states["e"] is not None
    assert states["e"].state is OfferingState.PAUSED


@pytest.mark.parametrize("mode", ImportMode)
async def test_a_paused_offering_stays_paused_though_its_row_changed(
    hub: Hub, steward: Partner, mode: ImportMode
) -> None:
    viewer = as_partner(steward)
    await _import(hub, _order(steward, rice_funds(["a", "b"])), viewer)
    paused = (await _published(hub, viewer))["a"]
    await pause(hub, viewer, paused)

    changed = _order(steward, rice_funds(["a", "b"], stok_gram="1.000"), mode=mode)
    receipt, again = await _import(hub, changed, viewer), await _import(hub, changed, viewer)

    assert (receipt.changed, receipt.unchanged, again.changed, again.unchanged) == (2, 0, 0, 2)
    assert [*await _published(hub, viewer)] == ["b"]
    own = (await by_ids(hub, viewer, [paused]))[paused].own
    assert own is not None
    assert (own.state, own.version_number) == (OfferingState.PAUSED, 1)
    assert own.draft.capacity is not None
    assert own.draft.capacity.available == 1_000  # what it says once its partner publishes it again


async def test_a_feed_that_shrinks_below_half_needs_the_partners_word(hub: Hub, steward: Partner) -> None:
    viewer = as_partner(steward)
    await _import(hub, _order(steward, rice_funds(["a", "b", "c", "d", "e"])), viewer)
    order = _order(steward, rice_funds(["a", "b"]), mode=ImportMode.FULL)

    with pytest.raises(Refused) as refused:
        await _import(hub, replace(order, because="  "), viewer)
    receipt = await _full(hub, steward, ["a", "b"], because="Tiga dana digabung")

    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == (ErrorCode.FEED_SHRANK, ("input", "shrunkBecause"))
    assert (receipt.state, len(receipt.withdrawals), receipt.because) == (ImportState.STORED, 3, "Tiga dana digabung")
    assert [*await _published(hub, viewer)] == ["a", "b"]


@pytest.mark.parametrize("feed", ["", " ", "beras ", "be\0ras", "b" * 101])
async def test_a_feed_without_a_name_of_its_own_is_refused_before_it_reaches_what_was_drafted_by_hand(
    hub: Hub, steward: Partner, feed: str
) -> None:
    order = replace(_order(steward, rice_funds(["a"]), mode=ImportMode.FULL), feed=feed)

    with pytest.raises(Refused) as refused:
        await _import(hub, replace(order, because="b" * 1_001), as_partner(steward))

    assert [(each.message.key, each.path) for each in refused.value.problems] == [
        ("feed.bad_name", ("input", "feed")),
        ("feed.long_reason", ("input", "shrunkBecause")),
    ]


async def test_a_file_of_a_source_that_is_not_for_its_partners_kind_is_refused_unread(hub: Hub) -> None:
    institution = await verified_partner(hub, "LAZ", kind=PartnerKind.ZAKAT_INSTITUTION, region="32.73.12.1006")

    with pytest.raises(Refused) as refused:
        await _import(hub, _order(institution, b"\0 no table at all"), as_partner(institution))

    (found,) = refused.value.problems
    assert (found.code, found.message.key) == (ErrorCode.FORBIDDEN, "source.publisher_not_allowed")
    assert found.path == ("input", "source")


async def test_a_word_why_is_not_kept_of_a_feed_that_did_not_shrink(hub: Hub, steward: Partner) -> None:
    order = replace(_order(steward, rice_funds(["a"])), because="Tiga dana digabung")

    receipt = await _import(hub, order, as_partner(steward))

    assert receipt.because is None


async def test_a_whole_list_with_a_refused_row_stores_and_withdraws_nothing(hub: Hub, steward: Partner) -> None:
    viewer = as_partner(steward)
    await _import(hub, _order(steward, rice_funds(["a", "b", "c"])), viewer)
    spoilt = rice_funds(["a", "b"]) + rice_funds(["c"], gram_per_penyaluran="-1").split(b"\r\n")[1] + b"\r\n"
    order = replace(_order(steward, spoilt, mode=ImportMode.FULL), accept_valid=True)

    receipt = await _import(hub, order, viewer)

    assert (receipt.state, receipt.refused, receipt.withdrawals) == (ImportState.REFUSED, 1, ())
    assert [*await _published(hub, viewer)] == ["a", "b", "c"]


async def test_whoever_waits_is_told_each_step(hub: Hub, steward: Partner) -> None:
    steps: list[ImportStep] = []

    await import_upload(hub, as_partner(steward), _order(steward, rice_funds(["a"])), watch=steps.append)

    assert steps == [ImportStep.READING, ImportStep.COMPARING, ImportStep.STORING]


async def test_no_storing_is_told_of_an_import_that_stores_nothing(hub: Hub, steward: Partner) -> None:
    steps: list[ImportStep] = []
    refused = _order(steward, rice_funds(["a"], gram_per_penyaluran="-1"))

    await import_upload(hub, as_partner(steward), refused, watch=steps.append)

    assert steps == [ImportStep.READING, ImportStep.COMPARING]


async def test_a_replayed_import_is_answered_without_reading_its_file_again(hub: Hub, steward: Partner) -> None:
    viewer, order = as_partner(steward), _order(steward, rice_funds(["a"]))
    once = Idempotency(key=uuid4(), mutation="importOfferings", canonical_input=b"{}")
    steps: list[ImportStep] = []
    first = await import_upload(hub, viewer, order, once)

    again = await import_upload(hub, viewer, order, once, watch=steps.append)
    with pytest.raises(Refused) as refused:
        await import_upload(hub, viewer, order, replace(once, canonical_input=b"[]"), watch=steps.append)

    assert (again.value, again.replayed, first.replayed) == (first.value, True, False)
    assert refused.value.problems[0].code is ErrorCode.IDEMPOTENCY_CONFLICT
    assert steps == []


async def test_no_more_than_two_files_are_read_at_a_time(database: Database, steward: Partner) -> None:
    source = load_registry()["beas_perelek"]
    running: list[int] = []
    most = 0

    def slow(row: RowReader) -> OfferingContent:
        nonlocal most
        running.append(1)
        most = max(most, len(running))
        time.sleep(0.05)
        running.pop()
        return source.draft(row)

    hub = hub_on(database, sources=Registry([replace(source, draft=slow)]))
    orders = [replace(_order(steward, rice_funds(["a"])), feed=f"beras {number}") for number in range(5)]

    receipts = await asyncio.gather(*(_import(hub, order, as_partner(steward)) for order in orders))

    assert [receipt.added for receipt in receipts] == [1] * 5
    assert most == 2


async def test_more_rows_than_one_statement_carries_arrive_whole(hub: Hub, steward: Partner) -> None:
    references = [f"dana-{number:04}" for number in range(1_000)]
    viewer = as_partner(steward)

    first = await _import(hub, _order(steward, rice_funds(references[:999])), viewer)
    second = await _import(hub, _order(steward, rice_funds(references)), viewer)

    assert (first.added, second.added, second.unchanged) == (999, 1, 999)


_REFERENCES = st.sets(st.sampled_from("abcdefgh"), min_size=1)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(lists=st.lists(_REFERENCES, min_size=1, max_size=4))
async def test_after_a_confirmed_whole_list_exactly_its_offerings_are_published(
    hub: Hub, steward: Partner, lists: list[set[str]]
) -> None:
    for references in lists:
        await _full(hub, steward, sorted(references), because="Daftar baru")

        assert {*await _published(hub, as_partner(steward))} == references


@given(listed=st.integers(0, 50), withdrawn=st.integers(0, 50), because=st.sampled_from([None, "", " ", "ya"]))
def test_half_of_a_feed_may_go_without_a_word_and_no_more(listed: int, withdrawn: int, because: str | None) -> None:
    silent, shrank = not (because or "").strip(), withdrawn > listed - withdrawn

    if silent and shrank:
        with pytest.raises(Refused):
            reason_for_shrinking(listed, withdrawn, because)
    else:
        assert reason_for_shrinking(listed, withdrawn, because) == (because if shrank else None)


@given(st.lists(st.text(max_size=5), unique=True, max_size=5), st.lists(st.text(max_size=5), unique=True, max_size=5))
def test_a_confirmation_stands_for_one_set_of_references(these: list[str], those: list[str]) -> None:
    def confirmation(references: list[str]) -> str | None:
        return confirmation_of([Withdrawal(reference=each, title="") for each in references])

    assert (confirmation(these) == confirmation(those)) == (set(these) == set(those))
