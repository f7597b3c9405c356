"""How a command speaks to its operator: steps and problems on stderr, results on stdout. Does no work itself."""

import sys

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from hub.domain.errors import SimpulError
from hub.domain.text import Language
from hub.operator_words import STEPS, line_of


def tell_problems(error: SimpulError, language: Language) -> None:
    """One line for each problem."""
    for problem in error.problems:
        sys.stderr.write(f"simpul: {line_of(problem, language)}\n")


def tell(text: str) -> None:
    """A result of the command. Flushed, as another program may be waiting for it."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class Steps:
    """Shows each step as it begins: with a clock at a terminal, as a plain line elsewhere."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._clock: Progress | None = None

    def __call__(self, step: str) -> None:
        self.done()
        words = STEPS[step].in_language(self._language) if step in STEPS else step
        if not sys.stderr.isatty():
            sys.stderr.write(f"{words} …\n")
            sys.stderr.flush()
            return
        columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
        self._clock = Progress(*columns, console=Console(stderr=True))
        self._clock.add_task(words, total=1)
        self._clock.start()

    def done(self) -> None:
        """The last step has ended; its line stays, with the time it took."""
        if self._clock is not None:
            self._clock.update(self._clock.task_ids[0], completed=1)
            self._clock.stop()
            self._clock = None
