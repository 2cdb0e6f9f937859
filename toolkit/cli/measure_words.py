"""The results about words: collocates, keyness, shifts, turnover, complexity."""

from typing import TYPE_CHECKING, Any

from toolkit.cli.options import Common, Measuring
from toolkit.cli.talk import waiting

if TYPE_CHECKING:
    from toolkit.change.finding import Finding
    from toolkit.concepts.concept import Concept
    from toolkit.corpus.slices import Slices


def collocates(
    concept: "Concept",
    slices: "Slices",
    measuring: Measuring,
    common: Common,
    **more: Any,  # noqa: ANN401  (options of the notebook)
) -> "Finding":
    """List collocates by slice."""
    import toolkit as rt

    options = {"window": measuring.window, **_shared(measuring, common), **more}
    with waiting(f"looking beside {concept.name}", quiet=common.quiet):
        found: Finding = rt.collocates(concept, slices.corpus, slices=slices, **options)
    return found


def keyness(
    _: None,
    slices: "Slices",
    measuring: Measuring,
    common: Common,
    **more: Any,  # noqa: ANN401  (options of the notebook)
) -> "Finding":
    """Find the words that one slice uses more than another."""
    import toolkit as rt

    options = {"against": measuring.against, **_shared(measuring, common), **more}
    with waiting("comparing words", quiet=common.quiet):
        found: Finding = rt.keyness(slices.corpus, slices=slices, **options)
    return found


def shift(
    concept: "Concept",
    slices: "Slices",
    measuring: Measuring,
    common: Common,
    **more: Any,  # noqa: ANN401  (options of the notebook)
) -> "Finding":
    """Split the change of company into words."""
    import toolkit as rt

    options = {"window": measuring.window, "against": measuring.against}
    options |= {**_shared(measuring, common), **more}
    with waiting(f"looking beside {concept.name}", quiet=common.quiet):
        found: Finding = rt.shift(concept, slices.corpus, slices=slices, **options)
    return found


def turnover(
    concept: "Concept",
    slices: "Slices",
    measuring: Measuring,
    common: Common,
    **more: Any,  # noqa: ANN401  (options of the notebook)
) -> "Finding":
    """Find neighbours gained and lost, complexity."""
    import toolkit as rt

    options = {"window": measuring.window, "against": measuring.against, "space": measuring.space}
    options |= {**_shared(measuring, common), **more}
    with waiting(f"looking around {concept.name}", quiet=common.quiet):
        found: Finding = rt.turnover(concept, slices.corpus, slices=slices, **options)
    return found


def complexity(
    measure: str,
    slices: "Slices",
    measuring: Measuring,
    common: Common,
    **more: Any,  # noqa: ANN401  (options of the notebook)
) -> "Finding":
    """Measure variety of words or length of sentences."""
    import toolkit as rt

    options = {"measure": measure, **_shared(measuring, common), **more}
    with waiting("reading sentences", quiet=common.quiet):
        found: Finding = rt.complexity(slices.corpus, slices=slices, **options)
    return found


def _shared(measuring: Measuring, common: Common) -> dict[str, Any]:
    return {
        "unit": measuring.unit,
        "permutations": measuring.permutations,
        "level": measuring.level,
        "seed": common.seed,
    }
