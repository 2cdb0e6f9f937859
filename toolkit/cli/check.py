"""`rhetoric check`: is the corpus whole, and what is doubtful about it."""

from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import corpus_at
from toolkit.cli.options import Corpus, Table

Deep = Annotated[bool, Option("--deep", help="Compare every byte with what was written.")]


def run(corpus: Corpus, table: Table, deep: Deep = False) -> Answer:
    """Look for damage (exit 2) and for doubts."""
    import polars as pl

    opened = corpus_at(corpus)
    doubts = opened.check(deep=deep)
    found = pl.DataFrame({"doubt": doubts}, schema={"doubt": pl.String})
    clean = "every file is as it was written." if deep else "nothing is damaged."
    return Answer(found, notes=[clean], in_doubt=bool(doubts))
