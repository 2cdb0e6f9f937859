"""`rhetoric collocates`: the words that a concept stands with, slice by slice."""

from dataclasses import asdict
from typing import Annotated

from typer import Option

from toolkit.cli import measure_words
from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concept_of, corpus_at, slices_of
from toolkit.cli.options import (
    Common,
    Corpus,
    Exchanging,
    LexiconName,
    Measuring,
    Slicing,
    Table,
    Window,
    Words,
)

Measure = Annotated[str, Option(help="Rank by log_dice or log_likelihood.")]
Most = Annotated[int, Option(help="Words a slice.")]
MinCount = Annotated[int, Option(help="Tokens a word must have beside the uses of a slice.")]


def run(
    corpus: Corpus,
    concept: Words,
    slicing: Slicing,
    exchanging: Exchanging,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
    measure: Measure = "log_dice",
    most: Most = 10,
    min_count: MinCount = 5,
    window: Window = 10,
) -> Answer:
    """List the words that stand with a concept, by slice."""
    opened = corpus_at(corpus)
    wanted, slices = concept_of(concept, lexicon), slices_of(opened, slicing)
    measuring = Measuring(window=window, **asdict(exchanging))
    more = {"measure": measure, "most": most, "min_count": min_count}
    found = measure_words.collocates(wanted, slices, measuring, common, **more)
    return Answer(found.table, notes=found.answer(), doubts=found.doubts)
