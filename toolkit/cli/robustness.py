"""`rhetoric robustness`: whether a finding survives other reasonable choices."""

from typing import Annotated

from typer import Option

from toolkit.cli import measure
from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concept_of, corpus_at, slices_of
from toolkit.cli.options import Common, Corpus, LexiconName, Measuring, Slicing, Table, Words
from toolkit.cli.talk import waiting

Slice = Annotated[str | None, Option(help="Which slice; without it the last that is judged.")]
Spaces = Annotated[str, Option(help="Spaces to ask in, as ppmi,alc,sgns.")]


def run(
    corpus: Corpus,
    concept: Words,
    slicing: Slicing,
    measuring: Measuring,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
    slice: Slice = None,
    spaces: Spaces = "ppmi,alc",
) -> Answer:
    """Ask the question again over a grid of reasonable choices."""
    import toolkit as rt

    opened = corpus_at(corpus)
    wanted, slices = concept_of(concept, lexicon), slices_of(opened, slicing)
    series = measure.drift(wanted, slices, measuring, common)
    names = [name.strip() for name in spaces.split(",")]
    with waiting(f"asking again about {wanted.name}", quiet=common.quiet):
        found = rt.robustness(series, slice=slice, spaces=names)
    return Answer(found.table, notes=found.answer(), doubts=found.doubts)
