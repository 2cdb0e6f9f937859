"""`rhetoric topics`: topics of a corpus, and their shares slice by slice."""

from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concepts_of, corpus_at, slices_of
from toolkit.cli.options import Common, Corpus, LexiconName, Slicing, Table
from toolkit.cli.talk import waiting

Model = Annotated[str, Option(help="See `rhetoric list topic_models`.")]
Topics = Annotated[int, Option(help="Number of topics.")]
Seeds = Annotated[int, Option(help="How many seeds; the run in their middle is shown.")]
Passage = Annotated[int, Option(help="Tokens of the passages that documents are cut into.")]
Of = Annotated[str | None, Option(help="Only passages that hold this pattern or concept.")]
By = Annotated[str | None, Option(help="Shares for each value of this document variable.")]
Variable = Annotated[str | None, Option(help="The document variable that dmr depends on.")]
Level = Annotated[float, Option(help="Level of the intervals.")]
COLUMNS = ("slice", "topic", "label", "share", "low", "high", "stability", "n_documents")


def run(
    corpus: Corpus,
    slicing: Slicing,
    table: Table,
    common: Common,
    model: Model = "nmf",
    topics: Topics = 40,
    seeds: Seeds = 5,
    passage: Passage = 400,
    of: Of = None,
    by: By = None,
    variable: Variable = None,
    lexicon: LexiconName = None,
    level: Level = 0.95,
) -> Answer:
    """Find topics, and give their shares by slice with intervals."""
    import toolkit as rt

    opened = corpus_at(corpus)
    slices = slices_of(opened, slicing)
    needs = rt.TOPIC_MODELS.get(model).needs
    anchors = list(rt.lexicon(lexicon or "manifesto").values()) if needs == "concepts" else []
    more = {"slices": slices} if needs == "slices" else {}
    with waiting(f"finding {topics} topics", quiet=common.quiet):
        found = rt.fit(
            *(model, opened),
            topics=topics,
            seed=common.seed,
            seeds=seeds,
            passage=passage,
            variable=variable,
            concepts=anchors,
            **more,
        )
        hits = rt.find(concepts_of([of], lexicon)[0], opened) if of else None
        shares = rt.shares(found, slices, by=by, of=hits, level=level, seed=common.seed)
    shown = (*COLUMNS[:1], *(("group",) if by else ()), *COLUMNS[1:])
    notes = [*str(found).splitlines()[: len(found) + 1], *shares.answer()]
    return Answer(shares.table.select(shown), notes=notes, doubts=shares.doubts)
