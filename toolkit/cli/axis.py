"""`rhetoric axis`: where a concept lies between two poles, slice by slice."""

from typing import Annotated

from typer import Option

from toolkit.cli import measure
from toolkit.cli.answer import Answer
from toolkit.cli.inputs import axis_of, concept_of, corpus_at, slices_of
from toolkit.cli.options import (
    Axes,
    AxisName,
    Common,
    Corpus,
    LexiconName,
    Measuring,
    Slicing,
    Table,
    Words,
)

Space = Annotated[str, Option(help="See `rhetoric list spaces`.")]
Window = Annotated[int, Option(help="Words on each side that make a usage.")]
Unit = Annotated[str, Option(help="What is resampled: auto, document, author or a variable.")]
Permutations = Annotated[int, Option(help="How often units are shuffled.")]
Level = Annotated[float, Option(help="Level of the intervals.")]


def run(
    corpus: Corpus,
    concept: Words,
    slicing: Slicing,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
    axis: AxisName = None,
    axes: Axes = "manifesto",
    space: Space = "ppmi",
    window: Window = 10,
    unit: Unit = "auto",
    permutations: Permutations = 999,
    level: Level = 0.95,
) -> Answer:
    """Place a concept between two poles, by slice."""
    opened = corpus_at(corpus)
    wanted, slices = concept_of(concept, lexicon), slices_of(opened, slicing)
    measuring = Measuring(
        space=space, window=window, unit=unit, permutations=permutations, level=level
    )
    found = measure.axis(wanted, slices, measuring, common, axis=axis_of(axis, axes))
    return Answer(found.table, notes=found.answer(), doubts=found.doubts)
