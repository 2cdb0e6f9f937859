"""`rhetoric convergence`: how far groups lie apart in their use, and whether it falls."""

from typing import Annotated

from typer import Option

from toolkit.cli import measure
from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concept_of, corpus_at, slices_of
from toolkit.cli.options import Common, Corpus, LexiconName, Measuring, Slicing, Table, Words

By = Annotated[str, Option("--by", help="The document variable that tells the groups, 2 to 6.")]


def run(
    corpus: Corpus,
    concept: Words,
    *,
    by: By,
    slicing: Slicing,
    measuring: Measuring,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
) -> Answer:
    """Compare groups within slices, and follow their distance."""
    opened = corpus_at(corpus)
    wanted, slices = concept_of(concept, lexicon), slices_of(opened, slicing)
    found = measure.convergence(wanted, slices, measuring, common, by=by)
    return Answer(found.table, notes=found.answer(), doubts=found.doubts)
