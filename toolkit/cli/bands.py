"""`rhetoric bands`: the band that a whole series of unchanged usage stays in."""

from toolkit.cli import measure_timing
from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concept_of, corpus_at, slices_of
from toolkit.cli.options import Common, Corpus, LexiconName, Measuring, Slicing, Table, Words


def run(
    corpus: Corpus,
    concept: Words,
    slicing: Slicing,
    measuring: Measuring,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
) -> Answer:
    """Judge all slices of a drift series at once."""
    opened, wanted = corpus_at(corpus), concept_of(concept, lexicon)
    found = measure_timing.bands(wanted, slices_of(opened, slicing), measuring, common)
    doubts = [*found.series.doubts, *found.doubts]
    return Answer(found.table, notes=found.answer(), doubts=doubts)
