"""What is said on stderr, beside the data: notes, doubts, skipped inputs, progress."""

import re
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields

from toolkit.cli.options import Measuring, Slicing, Source
from toolkit.cli.text import visible
from toolkit.errors import RhetoricWarning

_OPTIONS = "|".join(one.name for group in (Source, Slicing, Measuring) for one in fields(group))
# An option as the notebook spells it, at the start of a word and not in a path.
_KEYWORD = re.compile(rf"(?<![\w/.'\"=-])({_OPTIONS})=(?![\w.-]*/)(\w)?")


def say(line: str) -> None:
    """Write one line to stderr, control characters and options spelt out."""
    sys.stderr.write(f"{visible(as_flags(line))}\n")


def as_flags(text: str) -> str:
    """Spell the options that a message names as flags.

    Examples
    --------
    >>> as_flags("pattern= can say it better; every=0 is no number of years (against=first)")
    '--pattern can say it better; --every 0 is no number of years (--against first)'
    >>> as_flags("parts/date=1917/a.csv: no text"), as_flags("date=1917/a.csv: no text")
    ('parts/date=1917/a.csv: no text', 'date=1917/a.csv: no text')
    """
    return _KEYWORD.sub(lambda found: f"--{found[1]}" + f" {found[2]}" * bool(found[2]), text)


@contextmanager
def hushed(*, debug: bool) -> Iterator[None]:
    """Say the warnings of this package in one line each, those of libraries only to debug."""
    if debug:
        yield
        return

    def show(message: Warning | str, *_: object, **__: object) -> None:
        say(f"warning: {message}")

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", RhetoricWarning)
        warnings.showwarning = show
        yield


@contextmanager
def waiting(what: str, *, quiet: bool) -> Iterator[None]:
    """Show that something is being done; silent unless stderr is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text(visible(what))):
        yield


@contextmanager
def steps(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Give a function that says what is being done now; silent unless stderr is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda what: None
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status("") as status:
        yield lambda what: status.update(Text(visible(what)))


@contextmanager
def progress(what: str, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """Give a function that shows how many are done; silent unless stderr is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:,} {task.description}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done: bar.update(task, completed=done)
