"""The results that figures and reports are made of, measured as their own verbs would."""

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from toolkit.cli.options import Common, Measuring

if TYPE_CHECKING:
    from toolkit.change.base import DriftSeries, FrequencySeries, NeighbourTable
    from toolkit.concepts.concept import Concept
    from toolkit.corpus.slices import Slices

Result: TypeAlias = Union["DriftSeries", "FrequencySeries", "NeighbourTable"]
Options = dict[str, Any]


def options_of(measuring: Measuring, common: Common) -> Options:
    """Give the flags of measuring, and the seed, as keywords."""
    return asdict(measuring) | {"seed": common.seed}


def drift(concept: "Concept", slices: "Slices", options: Options) -> "DriftSeries":
    """Measure drift, as `rhetoric drift`."""
    import toolkit as rt

    series: DriftSeries = rt.drift(concept, slices.corpus, slices=slices, **options)
    return series


def frequency(concept: "Concept", slices: "Slices", options: Options) -> "FrequencySeries":
    """Count uses, as `rhetoric freq`."""
    import toolkit as rt

    hits = rt.find(concept, slices.corpus)
    series: FrequencySeries = rt.frequency(hits, slices=slices, level=options["level"])
    return series


def neighbours(concept: "Concept", slices: "Slices", options: Options) -> "NeighbourTable":
    """Find the nearest words, as `rhetoric neighbours`."""
    import toolkit as rt

    kept = {name: options[name] for name in ("space", "window", "seed")}
    table: NeighbourTable = rt.neighbours(concept, slices.corpus, slices=slices, **kept)
    return table


RESULTS: dict[str, Callable[["Concept", "Slices", Options], Result]] = {
    "drift": drift,
    "frequency": frequency,
    "neighbours": neighbours,
}
