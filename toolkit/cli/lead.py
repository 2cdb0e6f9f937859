"""`rhetoric lead`: which of two concepts moves first."""

from typing import Annotated

from typer import Option

from toolkit.cli import measure_timing
from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concepts_of, corpus_at, slices_of
from toolkit.cli.options import Common, Concepts, Corpus, LexiconName, Measuring, Slicing, Table

Of = Annotated[str, Option(help="rate (how often) or use (what it stands with).")]
Lags = Annotated[int, Option(help="Slices to look ahead and back.")]


def run(
    corpus: Corpus,
    concept: Concepts,
    slicing: Slicing,
    measuring: Measuring,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
    of: Of = "rate",
    lags: Lags = 3,
) -> Answer:
    """Tell which of two concepts moves first."""
    opened, wanted = corpus_at(corpus), concepts_of(concept, lexicon)
    slices = slices_of(opened, slicing)
    found = measure_timing.lead(wanted, slices, measuring, common, of=of, lags=lags)
    return Answer(found.table, notes=found.answer(), doubts=found.doubts)
