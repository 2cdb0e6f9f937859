"""`rhetoric breaks`: when the use of a concept changed, and whether chance would do."""

from typing import Annotated

from typer import Option

from toolkit.cli import measure
from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concept_of, corpus_at, slices_of
from toolkit.cli.options import Common, Corpus, LexiconName, Measuring, Slicing, Table, Words

Of = Annotated[str, Option(help="use (what it stands with) or rate (how often).")]


def run(
    corpus: Corpus,
    concept: Words,
    slicing: Slicing,
    measuring: Measuring,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
    of: Of = "use",
) -> Answer:
    """Date the breaks of a concept, with intervals."""
    opened = corpus_at(corpus)
    wanted, slices = concept_of(concept, lexicon), slices_of(opened, slicing)
    found = measure.breaks(wanted, slices, measuring, common, of=of)
    return Answer(found.table, notes=found.answer(), doubts=found.doubts)
