"""A key acts once, however many call with it at the same time."""

import asyncio
from uuid import UUID

import pytest

from hub.database.engine import Database
from hub.database.idempotency import Claimed, claim, keep_result
from hub.domain.access import Role, Viewer
from tests.builders import ADMINISTRATOR, NOON

KEY = UUID(int=1)
RESULT = UUID(int=2)


async def _act(database: Database, *, viewer: Viewer = ADMINISTRATOR, digest: bytes = b"same") -> Claimed | None:
    async with database.transaction(viewer) as connection:
        taken = await claim(
            connection, actor=viewer.actor, key=KEY, mutation="draftOffering", input_hmac=digest, at=NOON
        )
        if taken is None:
            await asyncio.sleep(0.02)
            await keep_result(connection, actor=viewer.actor, key=KEY, result_id=RESULT)
        return taken


async def test_the_first_use_acts_and_the_next_learns_what_it_answered(database: Database) -> None:
    assert await _act(database) is None
    assert await _act(database, digest=b"another") == Claimed("draftOffering", b"same", RESULT)


async def test_of_many_at_once_one_acts_and_the_others_wait_for_its_answer(database: Database) -> None:
    answers = await asyncio.gather(*(_act(database) for _ in range(8)))

    assert answers.count(None) == 1
    assert answers.count(Claimed("draftOffering", b"same", RESULT)) == 7


async def test_a_key_of_a_transaction_that_failed_is_free_again(database: Database) -> None:
    async def fail() -> None:
        async with database.transaction(ADMINISTRATOR) as connection:
            await claim(connection, actor="admin", key=KEY, mutation="m", input_hmac=b"", at=NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    assert await _act(database) is None


async def test_the_same_key_of_another_caller_is_another_key(database: Database) -> None:
    assert await _act(database) is None
    assert await _act(database, viewer=Viewer("somebody", Role.PARTNER)) is None
