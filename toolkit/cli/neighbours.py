"""`rhetoric neighbours`: the words nearest to a concept in each slice."""

from typing import Annotated

from typer import Option

from toolkit.cli import measure
from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concept_of, corpus_at, slices_of
from toolkit.cli.options import Common, Corpus, LexiconName, Measuring, Slicing, Table, Words

Space = Annotated[str, Option(help="See `rhetoric list spaces`.")]
Window = Annotated[int, Option(help="Words on each side that make a usage.")]


def run(
    corpus: Corpus,
    concept: Words,
    slicing: Slicing,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
    space: Space = "ppmi",
    window: Window = 10,
) -> Answer:
    """Find the words nearest to a concept, by slice."""
    opened = corpus_at(corpus)
    wanted, slices = concept_of(concept, lexicon), slices_of(opened, slicing)
    found = measure.neighbours(wanted, slices, Measuring(space=space, window=window), common)
    return Answer(found.table, notes=found.answer(), doubts=found.doubts)
