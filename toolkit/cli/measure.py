"""The results that verbs, figures and reports are made of."""

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, TypeAlias, Union

from toolkit.cli.options import Common, Measuring
from toolkit.cli.talk import waiting
from toolkit.errors import OptionError

if TYPE_CHECKING:
    from toolkit.change.axis_table import AxisSeries
    from toolkit.change.base import DriftSeries, FrequencySeries, NeighbourTable
    from toolkit.change.changes import Changes
    from toolkit.change.convergence_table import Convergence
    from toolkit.change.finding import Finding
    from toolkit.change.sense_table import SenseSeries
    from toolkit.concepts.concept import Axis, Concept
    from toolkit.corpus.slices import Slices

Result: TypeAlias = Union["DriftSeries", "FrequencySeries", "NeighbourTable"]


def drift(
    concept: "Concept", slices: "Slices", measuring: Measuring, common: Common, **shared: object
) -> "DriftSeries":
    """Measure drift as the flags say; `shared` may name an executor."""
    import toolkit as rt

    options = asdict(measuring) | {"seed": common.seed} | shared
    if rt.METRICS.get(measuring.metric).needs == "shares":
        with waiting("finding topics", quiet=common.quiet):
            options["topics"] = rt.fit("nmf", slices.corpus, seed=common.seed)
    with waiting(f"measuring {concept.name}", quiet=common.quiet):
        series: DriftSeries = rt.drift(concept, slices.corpus, slices=slices, **options)
    return series


def frequency(
    concept: "Concept", slices: "Slices", measuring: Measuring, common: Common, **shared: object
) -> "FrequencySeries":
    """Count uses, with intervals of the level asked for; `shared` may name an executor."""
    import toolkit as rt

    with waiting(f"counting {concept.name}", quiet=common.quiet):
        hits = rt.find(concept, slices.corpus, **shared)
        series: FrequencySeries = rt.frequency(
            hits, slices=slices, reprints=measuring.reprints, level=measuring.level
        )
    return series


def neighbours(
    concept: "Concept", slices: "Slices", measuring: Measuring, common: Common
) -> "NeighbourTable":
    """Find the nearest words, in the space and window asked for."""
    import toolkit as rt

    options = {"space": measuring.space, "window": measuring.window, "seed": common.seed}
    options["reprints"] = measuring.reprints
    with waiting(f"looking around {concept.name}", quiet=common.quiet):
        table: NeighbourTable = rt.neighbours(concept, slices.corpus, slices=slices, **options)
    return table


def breaks(
    concept: "Concept",
    slices: "Slices",
    measuring: Measuring,
    common: Common,
    *,
    of: str = "use",
) -> "Changes":
    """Date the breaks of use, or of rate."""
    import toolkit as rt

    shared = {"permutations": measuring.permutations, "level": measuring.level}
    shared["seed"] = common.seed
    if not of_rate(of):
        broken: Changes = rt.breaks(drift(concept, slices, measuring, common), **shared)
        return broken
    with waiting(f"counting {concept.name}", quiet=common.quiet):
        hits = rt.find(concept, slices.corpus)
        found: Changes = rt.breaks(hits, slices=slices, unit=measuring.unit, **shared)
    return found


def trend(
    concept: "Concept", slices: "Slices", measuring: Measuring, common: Common, *, of: str
) -> "Finding":
    """Find the trend of use, or of rate."""
    import toolkit as rt

    shared = {"permutations": measuring.permutations, "level": measuring.level}
    measured = frequency if of_rate(of) else drift
    series = measured(concept, slices, measuring, common)
    found: Finding = rt.trend(series, seed=common.seed, **shared)
    return found


def pairwise(
    concept: "Concept", slices: "Slices", measuring: Measuring, common: Common
) -> "Finding":
    """Measure drift between all pairs of slices."""
    import toolkit as rt

    found: Finding = rt.pairwise(drift(concept, slices, measuring, common))
    return found


def power(concept: "Concept", slices: "Slices", measuring: Measuring, common: Common) -> "Finding":
    """Find the smallest change that could be shown."""
    import toolkit as rt

    series = drift(concept, slices, measuring, common)
    with waiting(f"trying changes of {concept.name}", quiet=common.quiet):
        found: Finding = rt.power(series, seed=common.seed)
    return found


def robustness(
    concept: "Concept", slices: "Slices", measuring: Measuring, common: Common
) -> "Finding":
    """Ask the question again over a grid of reasonable choices."""
    import toolkit as rt

    series = drift(concept, slices, measuring, common)
    with waiting(f"asking again about {concept.name}", quiet=common.quiet):
        found: Finding = rt.robustness(series)
    return found


def senses(
    concept: "Concept",
    slices: "Slices",
    measuring: Measuring,
    common: Common,
    *,
    k: int | None = None,
    most: int = 6,
) -> "SenseSeries":
    """Tell senses apart, in the space and window asked for."""
    import toolkit as rt

    options = {"space": measuring.space, "window": measuring.window, "level": measuring.level}
    with waiting(f"telling senses of {concept.name} apart", quiet=common.quiet):
        found: SenseSeries = rt.senses(
            concept, slices.corpus, slices=slices, k=k, most=most, seed=common.seed, **options
        )
    return found


def axis(
    concept: "Concept", slices: "Slices", measuring: Measuring, common: Common, *, axis: "Axis"
) -> "AxisSeries":
    """Place a concept between two poles."""
    import toolkit as rt

    names = ("space", "window", "unit", "permutations", "level")
    options = {name: getattr(measuring, name) for name in names} | {"seed": common.seed}
    with waiting(f"placing {concept.name} on {axis.name}", quiet=common.quiet):
        found: AxisSeries = rt.axis(concept, slices.corpus, axis=axis, slices=slices, **options)
    return found


def convergence(
    concept: "Concept", slices: "Slices", measuring: Measuring, common: Common, *, by: str
) -> "Convergence":
    """Compare groups within slices."""
    import toolkit as rt

    names = ("space", "metric", "window", "center", "unit", "controls", "permutations", "level")
    options = {name: getattr(measuring, name) for name in names} | {"seed": common.seed}
    _plain(measuring)
    with waiting(f"comparing groups in {concept.name}", quiet=common.quiet):
        found: Convergence = rt.convergence(concept, slices.corpus, by=by, slices=slices, **options)
    return found


def _plain(measuring: Measuring) -> None:
    """Refuse flags that a comparison of groups cannot follow, rather than pass over them."""
    for name, usual in (("against", "first"), ("weights", "occurrence"), ("strata", None)):
        if (given := getattr(measuring, name)) != usual:
            msg = f"--{name} {given}: groups are compared with each other; leave it out."
            raise OptionError(msg)


def of_rate(of: str) -> bool:
    """Tell whether ``--of`` asks for the rate; anything but use and rate is refused."""
    if of not in ("use", "rate"):
        msg = f"--of {of!r}: give use or rate."
        raise OptionError(msg)
    return of == "rate"


RESULTS: dict[str, Callable[["Concept", "Slices", Measuring, Common], Result]] = {
    "drift": drift,
    "frequency": frequency,
    "neighbours": neighbours,
}
