"""The command line: what `simpul …` can be told to do. Each command wires the floors below; none decides anything.

An operator's mistake ends in one line that says what, why and what now, and exit status 2.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import typer

from hub.asgi import create_app
from hub.database.cluster import SUPERUSER
from hub.database.embedded import embedded_server
from hub.domain.errors import SimpulError
from hub.domain.text import Language
from hub.logs import configure_logs
from hub.operator_words import GREETING
from hub.serving import bind, run
from hub.settings import Settings, read_settings
from hub.terminal import Steps, tell, tell_problems

_OPERATOR_MUST_ACT = 2
_FIRST_QUERY = """{
  region(code: "32.73.02.1004") { name level parents { name } }
}"""

commands = typer.Typer(name="simpul", add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@commands.callback()
def simpul() -> None:
    """Join what government, companies and communities give with the families a village welfare desk helps.

    Settings come from the environment: SIMPUL_HOST, SIMPUL_PORT, SIMPUL_DATA, SIMPUL_DATABASE_URL,
    SIMPUL_MIGRATION_URL, SIMPUL_LANGUAGE (id or en). Without a database URL the hub runs a PostgreSQL of its own.
    """


@commands.command()
def serve() -> None:
    """Serve the hub until it is told to stop."""
    settings = read_settings(os.environ)
    configure_logs()
    steps = Steps(settings.language)

    def announce() -> None:
        steps.done()
        query = "\n".join(f"    {line}" for line in _FIRST_QUERY.splitlines())
        address = f"http://{_in_url(settings.host)}:{settings.port}/graphql"
        tell(GREETING[settings.language].format(address=address, query=query))

    with (
        bind(settings.host, settings.port) as listener,
        _database(settings, steps) as url,
        suppress(KeyboardInterrupt, _ToldToStop),  # these come through when the server has ended well
    ):
        run(create_app(database_url=url), listener, announce)


@contextmanager
def _database(settings: Settings, steps: Steps) -> Iterator[str]:
    """The URL of the database to serve from: the operator's, else the embedded server's, started for as long."""
    if settings.database_url is not None:
        yield settings.database_url
        return
    try:
        with embedded_server(settings.data, on_step=steps) as server:
            steps.done()
            yield server.url(user=SUPERUSER, database="postgres")
    finally:
        steps.done()


class _ToldToStop(SystemExit):
    """SIGTERM, as an exception: Python's own answer would leave without stopping the embedded database."""


def _stop(number: int, _frame: FrameType | None) -> None:
    raise _ToldToStop(128 + number)


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
