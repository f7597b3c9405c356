"""What the environment may say, and what is said back when it is wrong."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.errors import Misconfigured, Problem
from hub.domain.text import Language
from hub.settings import Settings, Variable, read_settings

HOME = Path("/home/ani")


def problems_of(environment: dict[str, str], url_needed: Variable = Variable.DATABASE_URL) -> tuple[Problem, ...]:
    with pytest.raises(Misconfigured) as refused:
        read_settings(environment, home=HOME, as_root=False, url_needed=url_needed)
    return refused.value.problems


def test_an_empty_environment_gives_the_defaults() -> None:
    assert read_settings({"PATH": "/bin"}, home=HOME, as_root=False) == Settings(
        host="127.0.0.1",
        port=8000,
        data=Path("/home/ani/.local/share/simpul"),
        database_url=None,
        migration_url=None,
        language=Language.ID,
    )


def test_every_value_is_taken() -> None:
    environment = {
        "SIMPUL_HOST": "0.0.0.0",
        "SIMPUL_PORT": "9000",
        "SIMPUL_DATA": "/srv/simpul",
        "SIMPUL_DATABASE_URL": "postgresql://app:secret@db.example/simpul",
        "SIMPUL_MIGRATION_URL": "postgresql+asyncpg://owner@db.example:5433/simpul?ssl=require",
        "SIMPUL_LANGUAGE": "en",
    }

    assert read_settings(environment, home=HOME, as_root=False) == Settings(
        host="0.0.0.0",
        port=9000,
        data=Path("/srv/simpul"),
        database_url="postgresql://app:secret@db.example/simpul",
        migration_url="postgresql+asyncpg://owner@db.example:5433/simpul?ssl=require",
        language=Language.EN,
    )


def test_an_empty_value_counts_as_not_set() -> None:
    assert read_settings({"SIMPUL_PORT": "", "SIMPUL_DATABASE_URL": " "}, home=HOME, as_root=False).port == 8000


@pytest.mark.parametrize(
    ("environment", "as_root", "folder"),
    [
        ({}, True, "/var/lib/simpul"),
        ({"XDG_DATA_HOME": "/mnt/big"}, False, "/mnt/big/simpul"),
        ({"XDG_DATA_HOME": "relative"}, False, "/home/ani/.local/share/simpul"),
        ({"XDG_DATA_HOME": "/mnt/big"}, True, "/var/lib/simpul"),
        ({"SIMPUL_DATA": "~/aid"}, False, "/home/ani/aid"),
        ({"SIMPUL_DATA": "/srv/aid", "XDG_DATA_HOME": "/mnt/big"}, True, "/srv/aid"),
    ],
)
def test_data_lies_where_its_user_keeps_data(environment: dict[str, str], as_root: bool, folder: str) -> None:
    assert read_settings(environment, home=HOME, as_root=as_root).data == Path(folder)


def test_everything_wrong_is_told_at_once() -> None:
    problems = problems_of(
        {
            "SIMPUL_HOST": "http://0.0.0.0",
            "SIMPUL_PORT": "eighty",
            "SIMPUL_LANGUAGE": "su",
            "SIMPUL_DATABASE_URL": "mysql://app:secret@db.example/simpul",
            "SIMPUL_DATEBASE_URL": "postgresql://db.example/simpul",
            "SIMPUL_MIGRATION_URL": "postgresql://db.example:port/simpul",
        }
    )

    assert [(found.message.key, found.path) for found in problems] == [
        ("settings.unknown", ("SIMPUL_DATEBASE_URL",)),
        ("settings.bad_host", ("SIMPUL_HOST",)),
        ("settings.bad_port", ("SIMPUL_PORT",)),
        ("settings.bad_url", ("SIMPUL_DATABASE_URL",)),
        ("settings.bad_url", ("SIMPUL_MIGRATION_URL",)),
        ("settings.bad_language", ("SIMPUL_LANGUAGE",)),
    ]
    assert "secret" not in str(problems)


def test_an_unknown_name_is_told_with_the_nearest_right_one() -> None:
    (found,) = problems_of({"SIMPUL_DB_URL": "postgresql://db.example/simpul"})

    assert found.message.parameters == {"name": "SIMPUL_DB_URL", "nearest": "SIMPUL_DATABASE_URL"}


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80.5", "８０", "1e3", "9" * 5000])
def test_a_port_is_a_number_from_1_to_65535(port: str) -> None:
    assert [found.message.key for found in problems_of({"SIMPUL_PORT": port})] == ["settings.bad_port"]


@pytest.mark.parametrize(
    "url", ["db.example/simpul", "postgresql://db.example", "postgresql://db.example/", "postgresql://[::1/simpul"]
)
def test_a_database_url_names_a_database(url: str) -> None:
    assert [found.message.key for found in problems_of({"SIMPUL_DATABASE_URL": url})] == ["settings.bad_url"]


def test_serving_from_a_server_needs_its_url_and_no_owners_password() -> None:
    url = "postgresql://db.example/simpul"

    assert read_settings({"SIMPUL_DATABASE_URL": url}, home=HOME, as_root=False).migration_url is None
    (found,) = problems_of({"SIMPUL_MIGRATION_URL": url})
    assert found.message.key == "settings.url_missing"
    assert found.message.parameters == {"name": "SIMPUL_DATABASE_URL", "given": "SIMPUL_MIGRATION_URL"}


def test_migrating_a_server_needs_the_owners_url() -> None:
    url = "postgresql://db.example/simpul"

    (found,) = problems_of({"SIMPUL_DATABASE_URL": url}, url_needed=Variable.MIGRATION_URL)
    assert found.message.parameters == {"name": "SIMPUL_MIGRATION_URL", "given": "SIMPUL_DATABASE_URL"}


@given(st.dictionaries(st.sampled_from([*Variable, "SIMPUL_X"]), st.text()))
def test_any_environment_is_taken_or_refused_and_nothing_else(environment: dict[str, str]) -> None:
    with suppress(Misconfigured):
        assert 1 <= read_settings(environment, home=HOME, as_root=False).port <= 65535
