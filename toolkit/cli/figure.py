"""`rhetoric figure`: one figure, with its table beside it."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concepts_of, corpus_at, slices_of
from toolkit.cli.measure import RESULTS, options_of
from toolkit.cli.options import Common, Concepts, Corpus, LexiconName, Measuring, Slicing
from toolkit.errors import unknown_name

Name = Annotated[str, Argument(metavar="NAME", help="drift, frequency or neighbours.")]
File = Annotated[
    Path, Option("--output", "-o", help="A .svg, .pdf or .png; the table lies beside.")
]


def run(
    name: Name,
    corpus: Corpus,
    concept: Concepts,
    output: File,
    slicing: Slicing,
    measuring: Measuring,
    common: Common,
    lexicon: LexiconName = None,
) -> Answer:
    """Draw a figure for one or more concepts."""
    if name not in RESULTS:
        unknown = unknown_name("figure", name, RESULTS)
        raise unknown
    import toolkit as rt

    opened = corpus_at(corpus)
    slices = slices_of(opened, slicing)
    options = options_of(measuring, common)
    results = [RESULTS[name](one, slices, options) for one in concepts_of(concept, lexicon)]
    draw = getattr(rt.plot, name)
    axes = draw(results[0]) if len(results) == 1 else rt.plot.panels(results, draw)
    written = rt.plot.save(axes, output)
    said = [line for one in results for line in one.answer()]
    doubts = [f"{one.concept}: {doubt}" for one in results for doubt in one.doubts]
    return Answer(notes=[*said, *(f"written: {path}" for path in written)], doubts=doubts)
