"""`rhetoric check`: is the corpus whole, and what is doubtful about it."""

from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import corpus_at
from toolkit.cli.options import Common, Corpus, Table
from toolkit.cli.talk import waiting

Deep = Annotated[bool, Option("--deep", help="Compare every byte with what was written.")]
Again = Annotated[bool, Option("--reprints", help="List documents that repeat an earlier one.")]


def run(
    corpus: Corpus, table: Table, common: Common, deep: Deep = False, reprints: Again = False
) -> Answer:
    """Look for damage (exit 2) and for doubts."""
    import polars as pl

    import toolkit as rt

    opened = corpus_at(corpus)
    doubts = opened.check(deep=deep)
    if reprints:
        with waiting("comparing documents", quiet=common.quiet):
            again = rt.reprints(opened)
        return Answer(again.table, notes=again.answer(), doubts=again.doubts)
    found = pl.DataFrame({"doubt": doubts}, schema={"doubt": pl.String})
    clean = "every file is as it was written." if deep else "nothing is damaged."
    return Answer(found, notes=[clean], in_doubt=bool(doubts))
