"""The results that verbs, figures and reports are made of."""

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, TypeAlias, Union

from toolkit.cli.options import Common, Measuring
from toolkit.cli.talk import waiting

if TYPE_CHECKING:
    from toolkit.change.base import DriftSeries, FrequencySeries, NeighbourTable
    from toolkit.concepts.concept import Concept
    from toolkit.corpus.slices import Slices

Result: TypeAlias = Union["DriftSeries", "FrequencySeries", "NeighbourTable"]


def drift(
    concept: "Concept", slices: "Slices", measuring: Measuring, common: Common
) -> "DriftSeries":
    """Measure drift as the flags say."""
    import toolkit as rt

    options = asdict(measuring) | {"seed": common.seed}
    with waiting(f"measuring {concept.name}", quiet=common.quiet):
        series: DriftSeries = rt.drift(concept, slices.corpus, slices=slices, **options)
    return series


def frequency(
    concept: "Concept", slices: "Slices", measuring: Measuring, common: Common
) -> "FrequencySeries":
    """Count uses, with intervals of the level asked for."""
    import toolkit as rt

    with waiting(f"counting {concept.name}", quiet=common.quiet):
        hits = rt.find(concept, slices.corpus)
        series: FrequencySeries = rt.frequency(hits, slices=slices, level=measuring.level)
    return series


def neighbours(
    concept: "Concept", slices: "Slices", measuring: Measuring, common: Common
) -> "NeighbourTable":
    """Find the nearest words, in the space and window asked for."""
    import toolkit as rt

    options = {"space": measuring.space, "window": measuring.window, "seed": common.seed}
    with waiting(f"looking around {concept.name}", quiet=common.quiet):
        table: NeighbourTable = rt.neighbours(concept, slices.corpus, slices=slices, **options)
    return table


RESULTS: dict[str, Callable[["Concept", "Slices", Measuring, Common], Result]] = {
    "drift": drift,
    "frequency": frequency,
    "neighbours": neighbours,
}
