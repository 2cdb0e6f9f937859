"""`rhetoric drift`: how far the use of a concept moved, and whether chance would do."""

from toolkit.cli import measure
from toolkit.cli.answer import Answer, beside, named
from toolkit.cli.inputs import concept_of, corpus_at, slices_by
from toolkit.cli.options import (
    By,
    Common,
    Corpus,
    LexiconName,
    Measuring,
    Sharing,
    Slicing,
    Table,
    Words,
)
from toolkit.cli.sharing import shared


def run(
    corpus: Corpus,
    concept: Words,
    slicing: Slicing,
    measuring: Measuring,
    sharing: Sharing,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
    by: By = None,
) -> Answer:
    """Measure the drift of a concept against a baseline slice."""
    opened = corpus_at(corpus)
    wanted, parts = concept_of(concept, lexicon), slices_by(opened, slicing, by)
    with shared(sharing) as executor:
        found = {
            name: measure.drift(wanted, part, measuring, common, executor=executor)
            for name, part in parts.items()
        }
    return Answer(
        beside(found),
        notes=[named(name, line) for name, one in found.items() for line in one.answer()],
        doubts=[named(name, line) for name, one in found.items() for line in one.doubts],
    )
