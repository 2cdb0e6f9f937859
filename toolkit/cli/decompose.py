"""`rhetoric decompose`: a drift by what the same authors say, and by who speaks."""

from typing import Annotated

from typer import Option

from toolkit.cli import measure
from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concept_of, corpus_at, slices_of
from toolkit.cli.options import Common, Corpus, LexiconName, Measuring, Slicing, Table, Words

By = Annotated[str, Option("--by", help="The variable whose values are held against themselves.")]


def run(
    corpus: Corpus,
    concept: Words,
    slicing: Slicing,
    measuring: Measuring,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
    by: By = "author",
) -> Answer:
    """Decompose a drift into what the same say and who says it."""
    import toolkit as rt

    opened = corpus_at(corpus)
    wanted, slices = concept_of(concept, lexicon), slices_of(opened, slicing)
    series = measure.drift(wanted, slices, measuring, common)
    shared = {"permutations": measuring.permutations, "level": measuring.level}
    found = rt.decompose(series, by=by, seed=common.seed, **shared)
    return Answer(found.table, notes=found.answer(), doubts=[*series.doubts, *found.doubts])
