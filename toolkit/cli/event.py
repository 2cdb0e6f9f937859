"""`rhetoric event`: whether use moved more at a dated event than at other dates."""

from typing import Annotated

from typer import Option

from toolkit.cli import measure_timing
from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concept_of, corpus_at, slices_of
from toolkit.cli.options import Common, Corpus, LexiconName, Measuring, Slicing, Table, Words

Date = Annotated[str, Option("--at", help="When, as 1913-04-08 or 1914/1918.")]
Years = Annotated[int, Option(help="Length of the window before, and of that after.")]


def run(
    corpus: Corpus,
    concept: Words,
    at: Date,
    slicing: Slicing,
    measuring: Measuring,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
    years: Years = 5,
) -> Answer:
    """Compare use before and after an event, beside placebo dates."""
    opened, wanted = corpus_at(corpus), concept_of(concept, lexicon)
    slices = slices_of(opened, slicing)
    found = measure_timing.event(wanted, slices, measuring, common, date=at, years=years)
    return Answer(found.table, notes=found.answer(), doubts=found.doubts)
