"""Findings about a series: bursts, the band of a whole series, an event, which of two leads."""

from typing import TYPE_CHECKING

from toolkit.cli import measure
from toolkit.cli.options import Common, Measuring
from toolkit.cli.talk import waiting
from toolkit.errors import OptionError

if TYPE_CHECKING:
    from toolkit.change.finding import Finding
    from toolkit.concepts.concept import Concept
    from toolkit.corpus.slices import Slices


def bursts(concept: "Concept", slices: "Slices", measuring: Measuring, common: Common) -> "Finding":
    """Find stretches in which more documents than usual use a concept."""
    import toolkit as rt

    options = {"permutations": measuring.permutations, "seed": common.seed}
    with waiting(f"looking for bursts of {concept.name}", quiet=common.quiet):
        found: Finding = rt.bursts(rt.find(concept, slices.corpus), slices=slices, **options)
    return found


def bands(concept: "Concept", slices: "Slices", measuring: Measuring, common: Common) -> "Finding":
    """Give the band of a whole drift series."""
    import toolkit as rt

    series = measure.drift(concept, slices, measuring, common)
    options = {"permutations": measuring.permutations, "level": measuring.level}
    found: Finding = rt.bands(series, seed=common.seed, **options)
    return found


def event(
    concept: "Concept",
    slices: "Slices",
    measuring: Measuring,
    common: Common,
    *,
    date: str,
    years: int = 5,
) -> "Finding":
    """Compare use before and after a date."""
    import toolkit as rt

    series = measure.drift(concept, slices, measuring, common)
    with waiting(f"looking around {date}", quiet=common.quiet):
        found: Finding = rt.event_study(series, date, years=years)
    return found


def lead(
    concepts: "list[Concept]",
    slices: "Slices",
    measuring: Measuring,
    common: Common,
    *,
    of: str = "rate",
    lags: int = 3,
) -> "Finding":
    """Tell which of two concepts moves first."""
    import toolkit as rt

    if len(concepts) != 2:
        msg = f"{len(concepts)} concepts; give two, each in quotes if it is more than one word."
        raise OptionError(msg)
    measured = measure.frequency if measure.of_rate(of) else measure.drift
    series = [measured(one, slices, measuring, common) for one in concepts]
    shared = {"permutations": measuring.permutations, "seed": common.seed}
    found: Finding = rt.lead(*series, lags=lags, **shared)
    return found
