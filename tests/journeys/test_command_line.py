"""The command line as an operator meets it: the real command, in a process of its own."""

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from python_calamine import CalamineWorkbook

from connectors.registry import load_registry
from hub.asgi import opened
from hub.database.embedded.server import embedded_server
from hub.domain.access import PUBLIC_VIEWER
from hub.domain.offerings.catalogue import CatalogueFilter, CatalogueOrder
from hub.domain.partner import PartnerDraft, PartnerId, PartnerKind
from hub.domain.region import RegionCode
from hub.usecases.access import OPERATOR
from hub.usecases.offerings import catalogue
from hub.usecases.partners import register, verify, withdraw
from tests.connectors.uploads import read


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that the database's user can reach: pytest's own temporary folders are closed."""
    place = Path(tempfile.mkdtemp(prefix="simpul-test-", dir="/tmp"))
    place.chmod(0o755)
    yield place / "data"
    if (place / "data" / "postgresql" / "postmaster.pid").exists():  # a killed hub left its server
        with embedded_server(place / "data", durable=False):
            pass
    shutil.rmtree(place)


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


def simpul(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hub", *arguments],
        env=environment(settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def environment(settings: dict[str, str]) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SIMPUL_")}
    return plain | {f"SIMPUL_{name.upper()}": value for name, value in settings.items()}


class Served:
    """`simpul serve`, as soon as it has said that it serves."""

    def __init__(self, folder: Path, port: int, *, errors: int = subprocess.PIPE, **settings: str) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hub", "serve"],
            env=environment({"data": str(folder), "port": str(port), **settings}),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        assert self.process.stdout is not None
        self.greeting = ""
        while "}\n}" not in self.greeting.replace(" ", ""):
            line = self.process.stdout.readline()
            assert line, self.process.communicate()
            self.greeting += line

    def end(self, signal_number: int) -> tuple[int, str]:
        self.process.send_signal(signal_number)
        _, errors = self.process.communicate(timeout=60)
        return self.process.returncode, errors


def test_help_names_every_setting_and_command() -> None:
    ended = simpul("--help")

    assert ended.returncode == 0
    for name in (
        "serve",
        "migrate",
        "import",
        "token",
        "schema",
        "SIMPUL_HOST",
        "SIMPUL_PORT",
        "SIMPUL_DATA",
        "SIMPUL_DATABASE_URL",
        "SIMPUL_LANGUAGE",
    ):
        assert name in ended.stdout


@pytest.mark.parametrize("signal_number", [signal.SIGTERM, signal.SIGINT])
def test_serve_greets_answers_and_ends_well_with_its_database(folder: Path, port: int, signal_number: int) -> None:
    hub = Served(folder, port)

    assert f"Simpul melayani di {hub.address}/graphql" in hub.greeting
    health, ready = httpx.get(f"{hub.address}/healthz"), httpx.get(f"{hub.address}/readyz")
    assert (health.status_code, ready.status_code) == (200, 200)
    assert "server" not in health.headers
    status, errors = hub.end(signal_number)
    assert status == 0
    assert errors.splitlines() == [
        "Membuat basis data …",
        "Menjalankan basis data …",
        "Menyesuaikan basis data …",
        "Memuat wilayah Indonesia …",
        "Menghentikan basis data …",
    ]
    assert not (folder / "postgresql" / "postmaster.pid").exists()


def test_a_killed_hub_serves_again_from_the_server_it_left(folder: Path, port: int) -> None:
    hub = Served(folder, port)
    hub.end(signal.SIGKILL)

    again = Served(folder, port, language="en")

    assert httpx.get(f"{again.address}/readyz").status_code == 200
    assert again.end(signal.SIGTERM) == (0, "Migrating the database …\nStopping the database …\n")


def test_a_port_in_use_is_one_line_before_anything_is_made(folder: Path, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        ended = simpul("serve", data=str(folder), port=str(port))

    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr == (
        f"simpul: Port {port} di 127.0.0.1 sedang dipakai program lain. "
        "Hentikan program itu, atau pilih port lain dengan SIMPUL_PORT.\n"
    )
    assert not folder.exists()


def test_an_address_of_another_machine_is_one_line(folder: Path) -> None:
    ended = simpul("serve", data=str(folder), host="192.0.2.1", language="en")

    assert ended.returncode == 2
    assert ended.stderr == (
        "simpul: The address 192.0.2.1 cannot be used on this machine (Cannot assign requested address). "
        "Set SIMPUL_HOST to an address of this machine, such as 127.0.0.1.\n"
    )


def test_every_wrong_setting_has_its_line() -> None:
    ended = simpul("serve", prot="9000", port="eighty", language="en")

    assert ended.returncode == 2
    assert ended.stderr.splitlines() == [
        "simpul: SIMPUL_PROT is not a setting. Perhaps SIMPUL_PORT was meant: correct the name, or remove it.",
        "simpul: SIMPUL_PORT is eighty, which is not a port. Give a whole number from 1 to 65535, such as 8000.",
    ]


def test_data_of_another_major_version_is_one_line(folder: Path, port: int) -> None:
    (folder / "postgresql").mkdir(parents=True)
    (folder / "postgresql" / "PG_VERSION").write_text("16\n")

    ended = simpul("serve", data=str(folder), port=str(port), language="en")

    assert ended.returncode == 2
    assert ended.stderr == (
        f"simpul: The data in {folder}/postgresql were made by PostgreSQL 16; this Simpul runs PostgreSQL 18. Export "
        "them with the earlier Simpul (pg_dump), and restore into a new folder named by SIMPUL_DATA.\n"
    )


def test_a_terminal_gets_a_clock_for_each_step(folder: Path, port: int) -> None:
    terminal, other_end = os.openpty()

    hub = Served(folder, port, errors=other_end)
    status, _ = hub.end(signal.SIGTERM)

    os.close(other_end)
    shown = os.read(terminal, 100_000).decode(errors="replace")
    os.close(terminal)
    assert status == 0
    assert "Menjalankan basis data" in shown
    assert "0:00:0" in shown


def test_a_log_line_is_json_without_local_variables_or_whole_identity_numbers() -> None:
    program = """
import logging
from hub.logs import configure_logs

configure_logs()
try:
    local = "SECRET".lower()
    raise ValueError("person 3273021234560001 is there already")
except ValueError:
    logging.getLogger("hub.web").exception("could not store")
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)

    line = json.loads(ended.stderr)
    assert (line["event"], line["level"], line["logger"]) == ("could not store", "error", "hub.web")
    assert "ValueError: person 327302******0001 is there already" in line["exception"]
    assert "secret" not in ended.stderr


def _rice_file(path: Path) -> None:
    """Twenty rice funds of Kebon Gedang, of which three rows are wrong."""
    header = "rujukan;judul;keterangan;pengurus;kode_desa;rw;gram_per_penyaluran;setiap;untuk;kesepakatan;diperbarui"
    rows = [
        f"beras-{number};Beras warga {number};Rekaan.;Pengurus RW;32.73.12.1006;{number};1000;sekali;sakit;"
        "Musyawarah warga;2026-11-01"
        for number in range(1, 21)
    ]
    rows[4] = rows[4].replace(";1000;", ";-1000;")
    rows[9] = rows[9].replace("32.73.12.1006", "32.73.12.9999")
    rows[14] = rows[14].replace("2026-11-01", "besok")
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def test_an_import_lists_exactly_the_bad_rows_and_stores_all_or_the_valid_ones_once(
    app_url: str, folder: Path, tmp_path: Path
) -> None:
    upload = tmp_path / "beras.csv"
    _rice_file(upload)
    partner = asyncio.run(_steward(app_url, folder))
    settings = {"data": str(folder), "database_url": app_url, "language": "en"}

    marked = tmp_path / "ditolak.xlsx"
    refused = simpul("import", "beas_perelek", str(upload), "--partner", partner, "--out", str(marked), **settings)
    assert refused.returncode == 1
    rows = CalamineWorkbook.from_path(marked).get_sheet_by_index(0).to_python()
    assert [row[:3] for row in rows] == [
        ["line", "column", "value"],
        [6, "gram_per_penyaluran", "-1000"],
        [11, "kode_desa", "32.73.12.9999"],
        [16, "diperbarui", "besok"],
    ]
    ended = refused.stdout.splitlines()
    assert ended[0] == "rows 20 · added 0 · changed 0 · unchanged 0 · refused 3"
    assert [line.split(":")[0].split(" = ")[0].strip() for line in ended[1:4]] == [
        "line 6, gram_per_penyaluran",
        "line 11, kode_desa",
        "line 16, diperbarui",
    ]
    assert ended[-1].startswith("Nothing was stored.")
    assert asyncio.run(_published(app_url, folder)) == 0

    accepted = simpul("import", "beas_perelek", str(upload), "--partner", partner, "--accept-valid", **settings)
    assert accepted.returncode == 0
    assert accepted.stdout.splitlines()[0] == "rows 20 · added 17 · changed 0 · unchanged 0 · refused 3"
    assert asyncio.run(_published(app_url, folder)) == 17

    kept = simpul("import", "beas_perelek", str(upload), "--partner", partner, "--out", str(marked), **settings)
    assert (kept.returncode, kept.stdout) == (2, "")
    assert "--out" in kept.stderr

    again = simpul("import", "beas_perelek", str(upload), "--partner", partner, "--accept-valid", **settings)
    assert again.stdout.splitlines()[0] == "rows 20 · added 0 · changed 0 · unchanged 17 · refused 3"
    assert asyncio.run(_published(app_url, folder)) == 17


def test_an_import_for_a_withdrawn_partner_is_refused_in_one_line(app_url: str, folder: Path, tmp_path: Path) -> None:
    upload = tmp_path / "beras.csv"
    _rice_file(upload)
    partner = asyncio.run(_steward(app_url, folder))
    asyncio.run(_withdraw(app_url, folder, partner))

    ended = simpul(
        "import",
        "beas_perelek",
        str(upload),
        "--partner",
        partner,
        data=str(folder),
        database_url=app_url,
        language="en",
    )

    assert (ended.returncode, ended.stdout) == (2, "")
    (line,) = ended.stderr.splitlines()
    assert "withdrawn since" in line
    assert line.endswith("to verify it again.")


async def _withdraw(url: str, folder: Path, partner: str) -> None:
    async with opened(url, folder / "keys") as hub:
        await withdraw(hub, OPERATOR, PartnerId(UUID(partner)), "Pengurusnya berganti")


async def _steward(url: str, folder: Path) -> str:
    async with opened(url, folder / "keys") as hub:
        steward = PartnerDraft(
            kind=PartnerKind.COMMUNITY_STEWARD, name="Pengurus RW", region=RegionCode("32.73.12.1006")
        )
        partner = (await register(hub, OPERATOR, steward)).value
        await verify(hub, OPERATOR, partner.id)
        return str(partner.id)


async def _published(url: str, folder: Path) -> int:
    async with opened(url, folder / "keys") as hub:
        found = await catalogue(
            hub,
            PUBLIC_VIEWER,
            wanted=CatalogueFilter(),
            search=None,
            order=CatalogueOrder.TITLE,
            after=None,
            limit=100,
        )
        return len(found)


def test_the_template_of_a_source_is_printed_or_written_once_and_read_back(tmp_path: Path) -> None:
    file = tmp_path / "formulir.csv"

    printed = simpul("import", "beas_perelek", "--template")
    written = simpul("import", "beas_perelek", "--template", "--out", str(file))
    again = simpul("import", "beas_perelek", "--template", "--out", str(file))

    assert printed.stdout.startswith("rujukan;judul;")
    assert (written.returncode, file.read_bytes()) == (0, b"\xef\xbb\xbf" + printed.stdout.encode())
    assert again.returncode == 2
    assert "--out" in again.stderr
    reading = read(load_registry()["beas_perelek"], file.read_bytes())
    assert (len(reading.drafts), reading.refusals) == (1, ())


def test_a_folder_for_the_refusals_that_is_not_there_is_told_before_anything_is_stored(tmp_path: Path) -> None:
    marked = tmp_path / "tidak-ada" / "ditolak.xlsx"

    ended = simpul("import", "beas_perelek", "beras.csv", "--partner", str(uuid4()), "--out", str(marked))
    misnamed = simpul("import", "beas_perelek", "beras.csv", "--partner", str(uuid4()), "--out", "ditolak.csv")

    assert (ended.returncode, ended.stdout) == (2, "")
    assert "--out" in ended.stderr
    assert (misnamed.returncode, ".xlsx" in misnamed.stderr) == (2, True)


def test_an_import_without_a_file_or_a_partner_says_what_it_needs() -> None:
    for words in ([], ["--partner", str(uuid4())], ["beras.csv"]):
        ended = simpul("import", "beas_perelek", *words)

        assert ended.returncode == 2
        assert "--partner" in ended.stderr


def test_a_file_that_cannot_be_read_is_one_line(app_url: str, folder: Path, tmp_path: Path) -> None:
    upload = tmp_path / "kosong.csv"
    upload.write_bytes(b"")
    partner = asyncio.run(_steward(app_url, folder))

    ended = simpul(
        "import",
        "beas_perelek",
        str(upload),
        "--partner",
        partner,
        data=str(folder),
        database_url=app_url,
        language="en",
    )

    assert ended.returncode == 2
    assert len(ended.stderr.strip().splitlines()) == 2, "the step, and the one line"


def test_a_superusers_url_is_refused_in_one_line(superuser_url: str, folder: Path, port: int) -> None:
    ended = simpul("serve", data=str(folder), port=str(port), database_url=superuser_url, language="en")

    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert "hub_app" in ended.stderr


def test_a_token_for_a_region_that_does_not_exist_is_one_line(app_url: str, folder: Path) -> None:
    ended = simpul("token", "--as", "supervisor:32.99", data=str(folder), database_url=app_url, language="en")

    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "32.99" in ended.stderr


def test_the_schema_is_printed_as_it_is_committed() -> None:
    committed = Path("schema/schema.graphql").read_text(encoding="utf-8")

    assert simpul("schema").stdout == committed
