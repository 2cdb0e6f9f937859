"""`rhetoric shift`: which words make up the change in the company of a concept."""

from dataclasses import asdict

from toolkit.cli import measure_words
from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concept_of, corpus_at, slices_of
from toolkit.cli.options import (
    Against,
    Common,
    Corpus,
    Exchanging,
    LexiconName,
    Measuring,
    Of,
    Slicing,
    Table,
    Window,
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
    slice: Of = None,  # noqa: A002  (the word of this package)
    against: Against = "first",
    window: Window = 10,
) -> Answer:
    """Split the change in a concept's company into words."""
    opened = corpus_at(corpus)
    wanted, slices = concept_of(concept, lexicon), slices_of(opened, slicing)
    measuring = Measuring(window=window, against=against, **asdict(exchanging))
    found = measure_words.shift(wanted, slices, measuring, common, slice=slice)
    return Answer(found.table, notes=found.answer(), doubts=found.doubts)
