"""`rhetoric bursts`: stretches in which more documents than usual use a concept."""

from dataclasses import replace

from toolkit.cli import measure_timing
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
    Words,
)


def run(
    corpus: Corpus,
    concept: Words,
    slicing: Slicing,
    exchanging: Exchanging,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
) -> Answer:
    """Find bursts of a concept; without slices given, in single years."""
    opened, wanted = corpus_at(corpus), concept_of(concept, lexicon)
    yearly = slicing if slicing != Slicing() else replace(slicing, every=1)
    measuring = Measuring(permutations=exchanging.permutations)
    found = measure_timing.bursts(wanted, slices_of(opened, yearly), measuring, common)
    return Answer(found.table, notes=found.answer(), doubts=found.doubts)
