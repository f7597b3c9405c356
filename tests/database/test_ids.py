"""Fresh ids: fit for an index, and never the same."""

import time
from datetime import UTC, datetime
from uuid import RFC_4122

from hub.database.ids import new_id


def test_an_id_is_a_uuid_of_version_7() -> None:
    for _ in range(1_000):
        fresh = new_id()

        assert (fresh.version, fresh.variant) == (7, RFC_4122)


def test_an_id_begins_with_the_millisecond_it_was_made_in() -> None:
    before = datetime.now(UTC)
    fresh = new_id()

    made = datetime.fromtimestamp((fresh.int >> 80) / 1000, UTC)
    assert abs((made - before).total_seconds()) < 5


def test_later_ids_sort_behind_earlier_ones() -> None:
    earlier = new_id()
    time.sleep(0.002)

    assert earlier < new_id()


def test_ids_of_one_moment_differ() -> None:
    assert len({new_id() for _ in range(10_000)}) == 10_000
