"""`rhetoric list`: what there is to choose from."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from typer import Argument

from toolkit.cli.answer import Answer
from toolkit.cli.options import LexiconName, Table
from toolkit.errors import unknown_name

if TYPE_CHECKING:
    import polars as pl

Kind = Annotated[
    str,
    Argument(
        metavar="KIND",
        help="concepts, lexicons, metrics, readers, spaces, figures, events or axes.",
    ),
]


def run(kind: Kind, table: Table, lexicon: LexiconName = None) -> Answer:
    """List what can be named: concepts, metrics and more."""
    if kind not in KINDS:
        unknown = unknown_name("list", kind, KINDS)
        raise unknown
    return Answer(KINDS[kind](lexicon))


KINDS: dict[str, "Callable[[str | None], pl.DataFrame]"] = {}
