"""`rhetoric formulas`: the fixed phrases of an archive, found without being named."""

from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import corpus_at, slices_of
from toolkit.cli.options import Common, Corpus, Sharing, Slicing, Table
from toolkit.cli.sharing import shared
from toolkit.cli.talk import waiting

Shortest = Annotated[int, Option("--words", help="Least number of fixed words.")]
Spread = Annotated[
    int | None,
    Option(help="Documents that have a formula.", show_default="one in a thousand, 5 at least"),
]
Rate = Annotated[float, Option(help="Share of false formulas that is borne.")]
Most = Annotated[int, Option(help="Rows at most, the strongest.")]


def run(
    corpus: Corpus,
    slicing: Slicing,
    sharing: Sharing,
    table: Table,
    common: Common,
    words: Shortest = 3,
    documents: Spread = None,
    fdr: Rate = 0.05,
    most: Most = 1000,
) -> Answer:
    """Find fixed phrases and frames: birth, peak, decline, carriers."""
    import toolkit as rt

    opened = corpus_at(corpus)
    slices = slices_of(opened, slicing)
    options = {"words": words, "documents": documents, "fdr": fdr, "most": most}
    with shared(sharing) as executor, waiting("looking for formulas", quiet=common.quiet):
        found = rt.formulas(opened, slices=slices, seed=common.seed, **options, executor=executor)
    return Answer(found.table, notes=found.answer(), doubts=found.doubts)
