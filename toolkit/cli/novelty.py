"""`rhetoric novelty`: which documents broke with the past, and whether it stuck."""

from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import corpus_at
from toolkit.cli.options import Common, Corpus, Table
from toolkit.cli.talk import waiting
from toolkit.cli.topics import Passage, Seeds, Topics

Model = Annotated[str, Option(help="A topic model whose topics do not move.")]
Window = Annotated[int, Option(help="Documents looked at on each side.")]
Permutations = Annotated[int, Option(help="Orders drawn at random.")]


def run(
    corpus: Corpus,
    table: Table,
    common: Common,
    window: Window = 30,
    model: Model = "nmf",
    topics: Topics = 40,
    seeds: Seeds = 5,
    passage: Passage = 400,
    permutations: Permutations = 999,
) -> Answer:
    """Measure novelty, transience and resonance of every document."""
    import toolkit as rt

    opened = corpus_at(corpus)
    with waiting(f"finding {topics} topics", quiet=common.quiet):
        found = rt.fit(
            *(model, opened), topics=topics, seed=common.seed, seeds=seeds, passage=passage
        )
        result = rt.novelty(found, window=window, permutations=permutations, seed=common.seed)
    return Answer(result.table, notes=result.answer(), doubts=result.doubts)
