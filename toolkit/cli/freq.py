"""`rhetoric freq`: how often a concept is used, slice by slice."""

from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concept_of, corpus_at, nowhere, slices_of
from toolkit.cli.options import Corpus, LexiconName, Slicing, Table, Words

Level = Annotated[float, Option(help="Level of the intervals.")]


def run(
    corpus: Corpus,
    concept: Words,
    slicing: Slicing,
    table: Table,
    lexicon: LexiconName = None,
    level: Level = 0.95,
) -> Answer:
    """Count a concept per million tokens, with intervals."""
    import toolkit as rt

    opened = corpus_at(corpus)
    slices = slices_of(opened, slicing)
    hits = rt.find(concept_of(concept, lexicon), opened)
    series = rt.frequency(hits, slices=slices, level=level)
    return Answer(
        series.table, notes=[*slices.notes(), *nowhere(hits, opened)], doubts=series.doubts
    )
