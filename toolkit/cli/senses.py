"""`rhetoric senses`: in which senses a concept is used, and how their shares move."""

from typing import Annotated

from typer import Option

from toolkit.cli import measure
from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concept_of, corpus_at, slices_of
from toolkit.cli.options import Common, Corpus, LexiconName, Measuring, Slicing, Table, Words

Senses = Annotated[
    int | None, Option("--k", help="How many senses.", show_default="as many as hold")
]
Most = Annotated[int, Option(help="The largest number of senses looked at.")]
Space = Annotated[str, Option(help="See `rhetoric list spaces`.")]
Window = Annotated[int, Option(help="Words on each side that make a usage.")]
Level = Annotated[float, Option(help="Level of the intervals.")]


def run(
    corpus: Corpus,
    concept: Words,
    slicing: Slicing,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
    k: Senses = None,
    most: Most = 6,
    space: Space = "ppmi",
    window: Window = 10,
    level: Level = 0.95,
) -> Answer:
    """Tell the senses of a concept apart, with their shares by slice."""
    opened = corpus_at(corpus)
    wanted, slices = concept_of(concept, lexicon), slices_of(opened, slicing)
    measuring = Measuring(space=space, window=window, level=level)
    found = measure.senses(wanted, slices, measuring, common, k=k, most=most)
    return Answer(found.table, notes=found.answer(), doubts=found.doubts)
