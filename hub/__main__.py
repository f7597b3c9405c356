"""The command line: what `simpul …` can be told to do. Each command wires the floors below; none decides anything.

An operator's mistake ends in one line that says what, why and what now, and exit status 2.
"""

import asyncio
import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Annotated
from uuid import UUID

import typer

from connectors.feeds.template import template as filled_template
from connectors.registry import load_registry
from hub.asgi import create_app, opened, prepare
from hub.auth.issuer import ISSUER, LIFETIME, issue
from hub.auth.keys import signing_key
from hub.database.embedded.cluster import SUPERUSER, EmbeddedServer
from hub.database.embedded.server import embedded_server
from hub.database.migrating import APP_USER, MIGRATION_USER, bootstrap, migrate
from hub.domain.access import parse_subject
from hub.domain.errors import SimpulError
from hub.domain.offerings.feed import ImportMode, ImportState, Receipt
from hub.domain.partner import PartnerId
from hub.domain.text import Language
from hub.logs import configure_logs
from hub.operator_words import CONFIRM, FIRST_QUERY, GREETING, receipt_lines
from hub.serving import bind, run, settle_memory
from hub.settings import Settings, Variable, read_settings
from hub.terminal import Steps, tell, tell_problems
from hub.usecases.access import OPERATOR, grant
from hub.usecases.feeds import ImportOrder, import_upload
from schema.ids import require_id
from schema.printing import FACT_INPUTS_FILE, fact_inputs_source
from schema.root import sdl
from schema.wording.receipts import refusals_workbook
from schema.wording.wording import say

_OPERATOR_MUST_ACT = 2
_NOTHING_STORED = 1
_DATABASE = "simpul"

commands = typer.Typer(name="simpul", add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@commands.callback()
def simpul() -> None:
    """Join what government, companies and communities give with the families a village welfare desk helps.

    Settings come from the environment: SIMPUL_HOST, SIMPUL_PORT, SIMPUL_DATA, SIMPUL_DATABASE_URL,
    SIMPUL_MIGRATION_URL, SIMPUL_LANGUAGE (id or en). Without a database URL the hub runs a PostgreSQL of its own.
    """


@commands.command()
def serve(
    demonstration: Annotated[bool, typer.Option("--demonstration", help="Fill an empty hub with examples.")] = False,
) -> None:
    """Serve the hub until it is told to stop."""
    settings = read_settings(os.environ)
    configure_logs()
    steps = Steps(settings.language)

    def announce() -> None:
        steps.done()
        query = "\n".join(f"    {line}" for line in FIRST_QUERY.splitlines())
        address = f"http://{_in_url(settings.host)}:{settings.port}/graphql"
        tell(say(GREETING, settings.language, address=address, query=query))

    with (
        bind(settings.host, settings.port) as listener,
        _database(settings, steps) as url,
        suppress(KeyboardInterrupt, _Stopped),  # these come through when the server has ended well
    ):
        # Before serving, so that what an operator must fix is said in one line and not from inside the server.
        if demonstration:
            steps("DEMONSTRATION")
        asyncio.run(prepare(database_url=url, keys=_keys(settings), demonstration=demonstration))
        steps.done()
        app = create_app(database_url=url, keys=_keys(settings), language=settings.language)
        run(app, listener, announce)


@commands.command(name="migrate")
def migrate_command() -> None:
    """Bring the database to this version of the hub, and load the regions."""
    settings = read_settings(os.environ, url_needed=Variable.MIGRATION_URL)
    steps = Steps(settings.language)
    if settings.migration_url is not None:
        asyncio.run(migrate(settings.migration_url, on_step=steps))
    else:
        with embedded_server(settings.data, on_step=steps) as server:
            _migrate_embedded(server, steps)
    steps.done()


@commands.command(name="import")
def import_command(
    source: Annotated[str, typer.Argument(help="The source's key, such as apbn.")],
    file: Annotated[
        Path | None, typer.Argument(help="The file, CSV or XLSX, in the source's own columns.", show_default=False)
    ] = None,
    partner: Annotated[
        str | None, typer.Option(help="The id of the partner whose file it is.", show_default=False)
    ] = None,
    feed: Annotated[str, typer.Option(help="The partner's name for this series of files.")] = "default",
    accept_valid: Annotated[
        bool, typer.Option("--accept-valid", help="Store the valid rows even when some are refused; not in mode full.")
    ] = False,
    mode: Annotated[
        ImportMode,
        typer.Option(case_sensitive=False, help="full: the file is the whole list; what it leaves out is withdrawn."),
    ] = ImportMode.UPSERT,
    confirm: Annotated[
        str | None, typer.Option(help="What the hub named to confirm the withdrawals that it listed.")
    ] = None,
    because: Annotated[str | None, typer.Option(help="Why the feed shrinks below half.")] = None,
    template: Annotated[
        bool, typer.Option("--template", help="Print the source's columns with an example instead, as CSV.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            help="A new file: for the template, as CSV; or for what was refused, as XLSX with the columns marked.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Import a partner's file: all of it or none, unless the valid rows are accepted. Withdraws in mode full only,
    and asks first."""
    if template:
        _give_template(source, out)
        return
    if file is None or partner is None:
        raise typer.BadParameter("Give FILE and --partner; or --template.")
    if out is not None and out.suffix.lower() != ".xlsx":
        raise typer.BadParameter(
            f"{out}: what was refused is an XLSX file, so end its name in .xlsx.", param_hint="--out"
        )
    if out is not None and out.exists():
        raise _unwritable(out, errno.EEXIST)
    if out is not None and not out.parent.is_dir():
        raise _unwritable(out, errno.ENOENT)
    settings = read_settings(os.environ)
    steps = Steps(settings.language)
    try:
        upload = file.read_bytes()
    except OSError as unreadable:
        raise typer.BadParameter(f"{file}: {os.strerror(unreadable.errno or 0)}", param_hint="FILE") from unreadable

    order = ImportOrder(
        source=source,
        partner_id=_partner(partner),
        feed=feed,
        upload=upload,
        accept_valid=accept_valid,
        mode=mode,
        confirmation=confirm,
        because=because,
    )

    async def act(url: str, order: ImportOrder) -> Receipt:
        settle_memory()
        async with opened(url, _keys(settings)) as hub:
            return (await import_upload(hub, OPERATOR, order, watch=steps)).value

    with _database(settings, steps) as url:
        receipt = asyncio.run(act(url, order))
        steps.done()
        for line in receipt_lines(receipt, settings.language):
            tell(line)
        if (
            receipt.state is ImportState.UNCONFIRMED
            and sys.stdin.isatty()
            and typer.confirm(say(CONFIRM, settings.language))
        ):
            receipt = asyncio.run(act(url, replace(order, confirmation=receipt.confirmation)))
            steps.done()
            tell(receipt_lines(receipt, settings.language)[0])
    if out is not None and receipt.refusals:
        _write_new(out, refusals_workbook(receipt, settings.language))
    if receipt.state is not ImportState.STORED:
        raise typer.Exit(_NOTHING_STORED)


def _give_template(source: str, out: Path | None) -> None:
    text = filled_template(load_registry()[source])
    if out is None:
        sys.stdout.write(text)
        return
    # A spreadsheet program takes the file for UTF-8 by its mark alone.
    _write_new(out, text.encode("utf-8-sig"))


def _write_new(out: Path, content: bytes) -> None:
    """A file that was not there: what somebody filled in or mended is kept."""
    try:
        with out.open("xb") as file:
            file.write(content)
    except OSError as unwritable:
        raise _unwritable(out, unwritable.errno or 0) from unwritable


def _unwritable(out: Path, number: int) -> typer.BadParameter:
    return typer.BadParameter(f"{out}: {os.strerror(number)}", param_hint="--out")


@commands.command()
def token(
    subject: Annotated[
        str, typer.Option("--as", help="desk:32.73.02.1004, supervisor:32.73, partner:ID or admin.", show_default=False)
    ],
    hours: Annotated[int, typer.Option(help="For how many hours it holds.", min=1, max=720)] = LIFETIME
    // timedelta(hours=1),
) -> None:
    """Print an access token, and remember what its subject may be."""
    settings = read_settings(os.environ)
    steps = Steps(settings.language)
    kind, separator, name = subject.partition(":")
    request = parse_subject(f"partner:{_partner(name)}" if separator and kind == "partner" else subject)

    async def act(url: str) -> None:
        async with opened(url, _keys(settings)) as hub:
            await grant(hub, request, issuer=ISSUER)

    with _database(settings, steps) as url:
        asyncio.run(act(url))
    key = signing_key(_keys(settings))
    tell(issue(request.subject, key=key, now=datetime.now(UTC), lifetime=timedelta(hours=hours)))


@commands.command()
def schema(
    facts: Annotated[
        bool, typer.Option("--facts", help="Write the typed inputs of facts into the source tree instead.")
    ] = False,
) -> None:
    """Print the GraphQL schema."""
    if facts:
        FACT_INPUTS_FILE.write_text(fact_inputs_source(), encoding="utf-8")
    else:
        sys.stdout.write(sdl())


@contextmanager
def _database(settings: Settings, steps: Steps) -> Iterator[str]:
    """The URL of the database to work on: the operator's, else the embedded server's, started for as long and brought
    to this version."""
    if settings.database_url is not None:
        yield settings.database_url
        return
    try:
        with embedded_server(settings.data, on_step=steps) as server:
            _migrate_embedded(server, steps)
            steps.done()
            yield server.url(user=APP_USER, database=_DATABASE)
    finally:
        steps.done()


def _migrate_embedded(server: EmbeddedServer, steps: Steps) -> None:
    async def act() -> None:
        await bootstrap(server.url(user=SUPERUSER, database="postgres"), _DATABASE)
        await migrate(server.url(user=MIGRATION_USER, database=_DATABASE), on_step=steps)

    asyncio.run(act())


def _keys(settings: Settings) -> Path:
    return settings.data / "keys"


def _partner(text: str) -> PartnerId:
    """A partner's id, as a UUID or as GraphQL gives it."""
    with suppress(ValueError):
        return PartnerId(UUID(text))
    return PartnerId(require_id(text, "Partner"))


class _Stopped(SystemExit):
    """SIGTERM, as an exception: Python's own answer would leave without stopping the embedded database."""


def _stop(number: int, _frame: FrameType | None) -> None:
    raise _Stopped(128 + number)


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def main() -> None:
    """Run the command that was typed."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        commands()
    except SimpulError as error:
        wished = os.environ.get("SIMPUL_LANGUAGE")
        tell_problems(error, Language(wished) if wished in set(Language) else Language.ID)
        sys.exit(_OPERATOR_MUST_ACT)


if __name__ == "__main__":
    main()
