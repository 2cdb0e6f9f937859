"""`rhetoric drift`: how far the use of a concept moved, and whether chance would do."""

from toolkit.cli import measure
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
    """Measure the drift of a concept against a baseline slice."""
    opened = corpus_at(corpus)
    wanted, slices = concept_of(concept, lexicon), slices_of(opened, slicing)
    series = measure.drift(wanted, slices, measuring, common)
    return Answer(series.table, notes=series.answer(), doubts=series.doubts)
