"""`rhetoric scan`: every word at once, and which of them moved or held still."""

from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import corpus_at, slices_of
from toolkit.cli.options import Common, Corpus, LexiconName, Sharing, Slicing, Table
from toolkit.cli.sharing import shared
from toolkit.cli.talk import waiting

Metric = Annotated[str, Option(help="cosine or squared.")]
Space = Annotated[str, Option(help="See `rhetoric list spaces`.")]
Window = Annotated[int, Option(help="Words on each side that make a usage.")]
Center = Annotated[str, Option(help="Take off the mean usage of: corpus or slice.")]
Weights = Annotated[str, Option(help="What counts once: occurrence or unit.")]
Unit = Annotated[str, Option(help="What is resampled: auto, document, author or a variable.")]
Controls = Annotated[int, Option(help="Comparable words to set beside each word.")]
Permutations = Annotated[int, Option(help="Random orders of the units, for all words alike.")]
Level = Annotated[float, Option(help="Level of the intervals.")]
MinCount = Annotated[int, Option(help="Uses over all slices that a word needs.")]
Every = Annotated[bool, Option(help="Every word, also those not found to move.")]


def run(
    corpus: Corpus,
    slicing: Slicing,
    sharing: Sharing,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
    metric: Metric = "cosine",
    space: Space = "ppmi",
    window: Window = 10,
    center: Center = "corpus",
    weights: Weights = "occurrence",
    unit: Unit = "auto",
    controls: Controls = 99,
    permutations: Permutations = 200,
    level: Level = 0.95,
    min_count: MinCount = 20,
    all_words: Every = False,
) -> Answer:
    """Measure every word, and list those apart from comparable words."""
    import toolkit as rt

    opened = corpus_at(corpus)
    slices = slices_of(opened, slicing)
    with shared(sharing) as executor, waiting("scanning every word", quiet=common.quiet):
        found = rt.scan(
            opened,
            slices=slices,
            space=space,
            metric=metric,
            lexicon=rt.lexicon(lexicon) if lexicon else None,
            min_count=min_count,
            window=window,
            center=center,
            weights=weights,
            unit=unit,
            controls=controls,
            permutations=permutations,
            level=level,
            seed=common.seed,
            executor=executor,
        )
    shown = found.table if all_words else found.shown()
    return Answer(shown, notes=found.answer(), doubts=found.doubts)
