"""`rhetoric agree`: whether coders agree, and what their labels say over time."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import corpus_at, slices_of
from toolkit.cli.options import Common, Slicing, Table
from toolkit.errors import OptionError

Paths = Annotated[
    list[Path],
    Argument(metavar="SHEET... C", help="Coded sheets of one sample, and the corpus it is from."),
]
Shares = Annotated[bool, Option("--shares", help="Coded shares by slice instead of agreement.")]
Level = Annotated[float, Option(help="Level of the intervals.")]


def run(
    paths: Paths,
    slicing: Slicing,
    table: Table,
    common: Common,
    shares: Shares = False,
    level: Level = 0.95,
) -> Answer:
    """Compare what coders said, and count their labels by slice."""
    import toolkit as rt

    *sheets, place = paths
    if not sheets:
        msg = f"{place}: only one path; write rhetoric agree code1.csv code2.csv C."
        raise OptionError(msg)
    corpus = corpus_at(place)
    found = rt.agree(
        sheets, corpus, slices=slices_of(corpus, slicing), level=level, seed=common.seed
    )
    return Answer(
        found.shares if shares else found.table, notes=found.answer(), doubts=found.doubts
    )
