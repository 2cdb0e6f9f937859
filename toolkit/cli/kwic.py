"""`rhetoric kwic`: each use of a concept with the words around it."""

from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concept_of, corpus_at
from toolkit.cli.options import Corpus, LexiconName, Table, Words

Window = Annotated[int, Option(help="Words shown on each side.")]


def run(
    corpus: Corpus, concept: Words, table: Table, lexicon: LexiconName = None, window: Window = 8
) -> Answer:
    """Show each use of a concept in its context."""
    import toolkit as rt

    opened = corpus_at(corpus)
    hits = rt.find(concept_of(concept, lexicon), opened)
    name, size = hits.concept.name, f"{len(opened):,} documents, {opened.n_tokens:,} tokens"
    notes = [] if len(hits) else [f"“{name}” does not occur in {size}."]
    return Answer(hits.kwic(window=window), notes=notes)
