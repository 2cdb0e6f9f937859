"""Figures: each draws one result on one Axes, shows its counts, and gives the Axes back."""

from typing import Any

from toolkit.errors import OptionError
from toolkit.registry import Registry

FIGURES: Registry[Any] = Registry(
    "figure",
    {
        "axis": "toolkit.figures.poles:axis",
        "breaks": "toolkit.figures.breaks:breaks",
        "cards": "toolkit.figures.cards:cards",
        "careers": "toolkit.figures.careers:careers",
        "bands": "toolkit.figures.timing:bands",
        "bursts": "toolkit.figures.timing:bursts",
        "collocates": "toolkit.figures.collocates:collocates",
        "complexity": "toolkit.figures.complexity:complexity",
        "choice": "toolkit.figures.choice:choice",
        "convergence": "toolkit.figures.groups:convergence",
        "drift": "toolkit.figures.series:drift",
        "formulas": "toolkit.figures.careers:formulas",
        "frequency": "toolkit.figures.frequency:frequency",
        "event": "toolkit.figures.timing:event",
        "keyness": "toolkit.figures.words:keyness",
        "map": "toolkit.figures.map:map",
        "lead": "toolkit.figures.timing:lead",
        "neighbours": "toolkit.figures.neighbours:neighbours",
        "senses": "toolkit.figures.senses:senses",
        "overview": "toolkit.figures.overview:overview",
        "pairwise": "toolkit.figures.pairwise:pairwise",
        "power": "toolkit.figures.power:power",
        "quotations": "toolkit.figures.quotations:quotations",
        "resemblance": "toolkit.figures.resemblance:resemblance",
        "novelty": "toolkit.figures.novelty:novelty",
        "profile": "toolkit.figures.profile:profile",
        "river": "toolkit.figures.river:river",
        "robustness": "toolkit.figures.robustness:robustness",
        "scan": "toolkit.figures.scan:scan",
        "shift": "toolkit.figures.words:shift",
        "share": "toolkit.figures.share:share",
        "topics": "toolkit.figures.topics:topics",
        "trajectory": "toolkit.figures.trajectory:trajectory",
        "turnover": "toolkit.figures.words:turnover",
    },
)
# Figures as high as what they show needs: the height in inches, in the current style.
HEIGHTS: Registry[Any] = Registry(
    "height",
    {"cards": "toolkit.figures.cards:height", "topics": "toolkit.figures.topics:height"},
)
# The figure of each kind of result; a Finding says its kind itself.
_OF = {
    "AxisSeries": "axis",
    "Changes": "breaks",
    "TopicCards": "cards",
    "TopicChoice": "choice",
    "Convergence": "convergence",
    "DocumentMap": "map",
    "DriftSeries": "drift",
    "FrequencySeries": "frequency",
    "NeighbourTable": "neighbours",
    "Novelty": "novelty",
    "Overview": "overview",
    "ScanTable": "scan",
    "SenseSeries": "senses",
    "TopicShares": "topics",
    "Trajectory": "trajectory",
}


def figure_of(result: Any) -> str:  # noqa: ANN401  # any result
    """Name the figure that belongs to a result.

    Raises
    ------
    OptionError
        If there is none.
    """
    kind = type(result).__name__
    name = _OF.get(kind) or str(getattr(result, "kind", ""))
    if name in FIGURES:
        return name
    msg = f"a {kind} {name} has no figure of its own; name one: {', '.join(FIGURES)}."
    raise OptionError(msg)
