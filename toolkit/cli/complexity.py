"""`rhetoric complexity`: how varied the words, and how long the sentences, of each slice are."""

from dataclasses import asdict
from typing import Annotated

from typer import Option

from toolkit.cli import measure_words
from toolkit.cli.answer import Answer
from toolkit.cli.inputs import corpus_at, slices_of
from toolkit.cli.options import Common, Corpus, Exchanging, Measuring, Slicing, Table

Measure = Annotated[str, Option(help="mattr or sentence_length.")]
Tokens = Annotated[int, Option(help="Tokens of a window of mattr.")]


def run(
    corpus: Corpus,
    slicing: Slicing,
    exchanging: Exchanging,
    table: Table,
    common: Common,
    measure: Measure = "mattr",
    window: Tokens = 100,
) -> Answer:
    """Measure variety of words or length of sentences, by slice."""
    slices = slices_of(corpus_at(corpus), slicing)
    measuring = Measuring(**asdict(exchanging))
    found = measure_words.complexity(measure, slices, measuring, common, window=window)
    return Answer(found.table, notes=found.answer(), doubts=found.doubts)
