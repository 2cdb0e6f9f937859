"""`rhetoric map`: documents on a plane."""

from pathlib import Path
from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concepts_of, corpus_at
from toolkit.cli.options import Common, Corpus, LexiconName, Table
from toolkit.cli.talk import waiting

Vectors = Annotated[
    str, Option(help="See `rhetoric list document_vectors`; an encoder as sentences:FOLDER.")
]
By = Annotated[str | None, Option(help="Colour by this document variable, not by date.")]
Of = Annotated[str | None, Option(help="Mark documents that hold this pattern or concept.")]
Layout = Annotated[str, Option(help="pca, or umap (extra map): near documents stay near.")]
Picture = Annotated[
    Path | None, Option("--figure", help="Draw it too: a .svg, .pdf or .png.", show_default=False)
]


def run(
    corpus: Corpus,
    table: Table,
    common: Common,
    vectors: Vectors = "mean",
    by: By = None,
    of: Of = None,
    lexicon: LexiconName = None,
    layout: Layout = "pca",
    figure: Picture = None,
) -> Answer:
    """Lay the documents out on the plane in which they differ most."""
    import toolkit as rt

    opened = corpus_at(corpus)
    with waiting("placing documents", quiet=common.quiet):
        placed = rt.document_vectors(opened, vectors, seed=common.seed)
        hits = rt.find(concepts_of([of], lexicon)[0], opened) if of else None
        found = rt.document_map(placed, by=by, of=hits, layout=layout, seed=common.seed)
    notes = found.answer()
    if figure is not None:
        notes += [f"written: {path}" for path in rt.plot.save(rt.plot.map(found), figure)]
    return Answer(found.table, notes=notes, doubts=found.doubts)
