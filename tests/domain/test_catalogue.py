"""The catalogue's orders, and when somebody still vouches for what it shows."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hub.domain.offerings.catalogue import (
    NEVER,
    CatalogueOrder,
    Freshness,
    FreshnessState,
    SourceState,
    freshness,
    place_of,
    source_state,
)
from tests.domain.builders import TODAY, candidate

FRESH, STALE = FreshnessState.FRESH, FreshnessState.STALE


@pytest.mark.parametrize(
    ("assured_on", "state"),
    [
        (TODAY, FRESH),
        (TODAY - timedelta(days=29), FRESH),
        (TODAY - timedelta(days=30), FRESH),  # on the last day of the cadence
        (TODAY - timedelta(days=31), STALE),
    ],
)
def test_an_offering_is_stale_on_the_day_after_its_cadence_and_not_before(
    assured_on: date, state: FreshnessState
) -> None:
    found = freshness(assured_on, None, cadence_days=30, today=TODAY)

    assert found == Freshness(state, assured_on + timedelta(days=31))


def test_an_assurance_after_the_publication_counts_from_the_publication() -> None:
    published_on = TODAY - timedelta(days=31)

    found = freshness(TODAY + timedelta(days=300), published_on, cadence_days=30, today=TODAY)

    assert found == Freshness(STALE, TODAY)


def test_an_assurance_before_the_publication_counts_from_its_own_day() -> None:
    assured_on = TODAY - timedelta(days=31)

    assert freshness(assured_on, TODAY, cadence_days=30, today=TODAY) == Freshness(STALE, TODAY)


NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last_import_at", "state"),
    [
        (None, SourceState.STALE),
        (NOW, SourceState.FRESH),
        (NOW - timedelta(days=30), SourceState.FRESH),  # exactly at the cadence
        (NOW - timedelta(days=30, seconds=1), SourceState.STALE),
    ],
)
def test_a_source_is_stale_just_after_its_cadence_or_when_nothing_ever_came(
    last_import_at: datetime | None, state: SourceState
) -> None:
    assert source_state(last_import_at, cadence_days=30, now=NOW) is state


def test_an_offering_without_a_last_day_closes_after_all_others() -> None:
    version = candidate("a").version
    closing = replace(version, content=replace(version.content, valid_to=date(2199, 1, 1)))

    assert place_of(version, CatalogueOrder.CLOSING) == (NEVER, version.offering_id)
    assert place_of(closing, CatalogueOrder.CLOSING) < place_of(version, CatalogueOrder.CLOSING)
