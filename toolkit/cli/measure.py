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


def drift(concept: "Concept", slices: "Slices", options: Options) -> Result:
    """Measure drift, as `rhetoric drift`."""
    import toolkit as rt

    return rt.drift(concept, slices.corpus, slices=slices, **options)


def frequency(concept: "Concept", slices: "Slices", options: Options) -> Result:
    """Count uses, as `rhetoric freq`."""
    import toolkit as rt

    return rt.frequency(rt.find(concept, slices.corpus), slices=slices, level=options["level"])


def neighbours(concept: "Concept", slices: "Slices", options: Options) -> Result:
    """Find the nearest words, as `rhetoric neighbours`."""
    import toolkit as rt

    kept = {name: options[name] for name in ("space", "window", "seed")}
    return rt.neighbours(concept, slices.corpus, slices=slices, **kept)


RESULTS: dict[str, Callable[["Concept", "Slices", Options], Result]] = {
    "drift": drift,
    "frequency": frequency,
    "neighbours": neighbours,
}
