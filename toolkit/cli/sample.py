"""`rhetoric sample`: passages to be read and coded by hand, blind to their dates."""

from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concept_of, corpus_at, slices_of
from toolkit.cli.options import Common, Corpus, LexiconName, Slicing, Table, Words

Number = Annotated[int, Option("--number", "-n", help="Passages.")]
By = Annotated[str, Option(help="Strata: slice, or a document variable.")]
Questions = Annotated[str, Option(help="Columns to be filled in, as relevant,sense.")]
Window = Annotated[int, Option(help="Words shown on each side.")]


def run(
    corpus: Corpus,
    concept: Words,
    slicing: Slicing,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
    number: Number = 100,
    by: By = "slice",
    questions: Questions = "relevant,sense",
    window: Window = 40,
) -> Answer:
    """Draw passages to be coded by hand, without dates."""
    import toolkit as rt

    opened = corpus_at(corpus)
    sheet = rt.sample(
        concept_of(concept, lexicon),
        opened,
        n=number,
        slices=slices_of(opened, slicing),
        by=None if by == "slice" else by,
        questions=questions.split(","),
        window=window,
        seed=common.seed,
    )
    notes = [] if len(sheet) == number else [f"{len(sheet)} passages are all there are."]
    return Answer(sheet, notes=notes)
