"""`rhetoric describe`: how many documents and tokens, from when to when."""

from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import corpus_at
from toolkit.cli.options import Corpus, Table

By = Annotated[str | None, Option(help="One row for each value of this document variable.")]


def run(corpus: Corpus, table: Table, by: By = None) -> Answer:
    """Count the documents and tokens of a corpus."""
    opened = corpus_at(corpus)
    return Answer(opened.describe(by), notes=[f"{opened.dated}."] if opened.dated else [])
