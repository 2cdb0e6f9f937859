"""`rhetoric keyness`: the words that one slice uses more, or less, than another."""

from dataclasses import asdict
from typing import Annotated

from typer import Option

from toolkit.cli import measure_words
from toolkit.cli.answer import Answer
from toolkit.cli.inputs import corpus_at, slices_of
from toolkit.cli.options import (
    Against,
    Common,
    Corpus,
    Exchanging,
    Measuring,
    Of,
    Slicing,
    Table,
)

Most = Annotated[int, Option(help="Words listed for either slice.")]
MinCount = Annotated[int, Option(help="Tokens that a word must have in both slices together.")]


def run(
    corpus: Corpus,
    slicing: Slicing,
    exchanging: Exchanging,
    table: Table,
    common: Common,
    slice: Of = None,  # noqa: A002  (the word of this package)
    against: Against = "first",
    most: Most = 20,
    min_count: MinCount = 20,
) -> Answer:
    """Find the words that a slice uses more than another."""
    slices = slices_of(corpus_at(corpus), slicing)
    measuring = Measuring(against=against, **asdict(exchanging))
    more = {"slice": slice, "most": most, "min_count": min_count}
    found = measure_words.keyness(None, slices, measuring, common, **more)
    return Answer(found.table, notes=found.answer(), doubts=found.doubts)
