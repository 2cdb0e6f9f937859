"""`rhetoric turnover`: the neighbours that a concept gained and lost."""

from dataclasses import asdict
from typing import Annotated

from typer import Option

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

Space = Annotated[str, Option(help="See `rhetoric list spaces`.")]
Most = Annotated[int, Option(help="How many words are near.")]


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
    most: Most = 15,
    space: Space = "ppmi",
    window: Window = 10,
) -> Answer:
    """Find the neighbours that a concept gained and lost."""
    opened = corpus_at(corpus)
    wanted, slices = concept_of(concept, lexicon), slices_of(opened, slicing)
    measuring = Measuring(window=window, against=against, space=space, **asdict(exchanging))
    found = measure_words.turnover(wanted, slices, measuring, common, slice=slice, most=most)
    return Answer(found.table, notes=found.answer(), doubts=found.doubts)
