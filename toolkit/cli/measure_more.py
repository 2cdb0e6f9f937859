"""Results that are drawn by `rhetoric figure` beside series: of a corpus, of topics, of a text."""

from typing import TYPE_CHECKING, Any

from toolkit.cli.options import Common, Measuring
from toolkit.cli.talk import waiting

if TYPE_CHECKING:
    from toolkit.concepts.concept import Concept
    from toolkit.corpus.slices import Slices


def overview(_: None, slices: "Slices", measuring: Measuring, common: Common) -> Any:  # noqa: ANN401
    """Count what stands in each slice."""
    import toolkit as rt

    return rt.overview(slices)


def trajectory(concept: "Concept", slices: "Slices", measuring: Measuring, common: Common) -> Any:  # noqa: ANN401
    """Place a concept among its neighbours, slice by slice."""
    import toolkit as rt

    names = ("space", "window", "unit", "controls", "permutations", "level")
    options = {name: getattr(measuring, name) for name in names} | {"seed": common.seed}
    with waiting(f"looking around {concept.name}", quiet=common.quiet):
        return rt.trajectory(concept, slices.corpus, slices=slices, **options)


def scan(_: None, slices: "Slices", measuring: Measuring, common: Common) -> Any:  # noqa: ANN401
    """Measure every word; permutations are those of a scan, not of a series."""
    import toolkit as rt

    names = ("metric", "space", "window", "center", "weights", "unit", "controls", "level")
    options = {name: getattr(measuring, name) for name in names}
    with waiting("scanning every word", quiet=common.quiet):
        return rt.scan(slices.corpus, slices=slices, seed=common.seed, **options)


def formulas(_: None, slices: "Slices", measuring: Measuring, common: Common) -> Any:  # noqa: ANN401
    """Find fixed phrases."""
    import toolkit as rt

    with waiting("looking for formulas", quiet=common.quiet):
        return rt.formulas(slices.corpus, slices=slices, level=measuring.level, seed=common.seed)


def choice(_: None, slices: "Slices", measuring: Measuring, common: Common) -> Any:  # noqa: ANN401
    """Compare numbers of topics."""
    import toolkit as rt

    with waiting("finding topics, several numbers of them", quiet=common.quiet):
        return rt.choose_topics(slices.corpus, seed=common.seed)


def topics(_: None, slices: "Slices", measuring: Measuring, common: Common) -> Any:  # noqa: ANN401
    """Find topics, and their shares by slice."""
    import toolkit as rt

    with waiting("finding topics", quiet=common.quiet):
        found = rt.fit("nmf", slices.corpus, seed=common.seed)
        return rt.shares(found, slices, level=measuring.level, seed=common.seed)


def cards(_: None, slices: "Slices", measuring: Measuring, common: Common) -> Any:  # noqa: ANN401
    """Find topics, and what tells each."""
    import toolkit as rt

    with waiting("finding topics", quiet=common.quiet):
        found = rt.fit("nmf", slices.corpus, seed=common.seed)
        return rt.topic_cards(found, slices, level=measuring.level, seed=common.seed)


def topics_of(concept: "Concept", slices: "Slices", measuring: Measuring, common: Common) -> Any:  # noqa: ANN401
    """Find topics, and their shares among the passages that hold a concept."""
    import toolkit as rt

    with waiting("finding topics", quiet=common.quiet):
        found = rt.fit("nmf", slices.corpus, seed=common.seed)
        hits = rt.find(concept, slices.corpus)
        return rt.shares(found, slices, of=hits, level=measuring.level, seed=common.seed)


def document_map(_: None, slices: "Slices", measuring: Measuring, common: Common) -> Any:  # noqa: ANN401
    """Lay the documents out on a plane."""
    import toolkit as rt

    with waiting("placing documents", quiet=common.quiet):
        return rt.document_map(rt.document_vectors(slices.corpus, "mean", seed=common.seed))


def novelty(_: None, slices: "Slices", measuring: Measuring, common: Common) -> Any:  # noqa: ANN401
    """Measure novelty and transience of every document."""
    import toolkit as rt

    with waiting("finding topics", quiet=common.quiet):
        found = rt.fit("nmf", slices.corpus, seed=common.seed)
        return rt.novelty(found, permutations=measuring.permutations, seed=common.seed)


def trace(
    target: str,
    slices: "Slices",
    measuring: Measuring,
    common: Common,
    *,
    lexicon: str | None = None,
) -> Any:  # noqa: ANN401
    """Trace a text through the corpus."""
    import toolkit as rt

    names = ("space", "window", "unit", "level", "permutations")
    options = {name: getattr(measuring, name) for name in names}
    with waiting(f"tracing {target}", quiet=common.quiet):
        return rt.trace(
            target, slices.corpus, lexicon=lexicon, slices=slices, seed=common.seed, **options
        )
