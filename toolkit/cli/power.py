"""`rhetoric power`: the smallest change of a concept that its uses could show."""

from typing import Annotated

from typer import Option

from toolkit.cli import measure
from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concept_of, corpus_at, slices_of
from toolkit.cli.options import Common, Corpus, LexiconName, Measuring, Slicing, Table, Words
from toolkit.cli.talk import waiting

Slice = Annotated[str | None, Option(help="Which slice; without it the last that is judged.")]
Repetitions = Annotated[int, Option(help="Repetitions for each size of change.")]


def run(
    corpus: Corpus,
    concept: Words,
    slicing: Slicing,
    measuring: Measuring,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
    slice: Slice = None,
    repetitions: Repetitions = 100,
) -> Answer:
    """Find the smallest change of a concept that could be shown."""
    import toolkit as rt

    opened = corpus_at(corpus)
    wanted, slices = concept_of(concept, lexicon), slices_of(opened, slicing)
    series = measure.drift(wanted, slices, measuring, common)
    with waiting(f"trying changes of {wanted.name}", quiet=common.quiet):
        found = rt.power(series, slice=slice, repetitions=repetitions, seed=common.seed)
    return Answer(found.table, notes=found.answer(), doubts=found.doubts)
