"""`rhetoric freq`: how often a concept is used, slice by slice."""

from typing import Annotated

from typer import Option

from toolkit.cli import measure
from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concept_of, corpus_at, slices_of
from toolkit.cli.options import (
    Common,
    Corpus,
    LexiconName,
    Measuring,
    Sharing,
    Slicing,
    Table,
    Words,
)
from toolkit.cli.sharing import shared

Again = Annotated[str, Option("--reprints", help="Uses in reprints: keep, or 'leave out'.")]
Level = Annotated[float, Option(help="Level of the intervals.")]


def run(
    corpus: Corpus,
    concept: Words,
    slicing: Slicing,
    sharing: Sharing,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
    level: Level = 0.95,
    reprints: Again = "keep",
) -> Answer:
    """Count a concept per million tokens, with intervals."""
    opened = corpus_at(corpus)
    wanted, slices = concept_of(concept, lexicon), slices_of(opened, slicing)
    measuring = Measuring(level=level, reprints=reprints)
    with shared(sharing) as executor:
        series = measure.frequency(wanted, slices, measuring, common, executor=executor)
    return Answer(series.table, notes=[*slices.notes(), *series.answer()], doubts=series.doubts)
