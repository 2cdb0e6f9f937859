"""What `rhetoric figure` draws: each name with the verb that measures it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias, Union

from toolkit.cli import measure, measure_more, measure_timing, measure_words

if TYPE_CHECKING:
    from toolkit.change.axis_table import AxisSeries
    from toolkit.change.changes import Changes
    from toolkit.change.convergence_table import Convergence
    from toolkit.change.finding import Finding
    from toolkit.change.sense_table import SenseSeries

Drawn: TypeAlias = Union[
    measure.Result, "AxisSeries", "Changes", "Convergence", "SenseSeries", "Finding"
]

DRAWN: dict[str, Callable[..., Drawn]] = {
    **measure.RESULTS,
    "axis": measure.axis,
    "convergence": measure.convergence,
    "breaks": measure.breaks,
    "senses": measure.senses,
    "collocates": measure_words.collocates,
    "complexity": measure_words.complexity,
    "keyness": measure_words.keyness,
    "shift": measure_words.shift,
    "trajectory": measure_more.trajectory,
    "turnover": measure_words.turnover,
    "bands": measure_timing.bands,
    "bursts": measure_timing.bursts,
    "event": measure_timing.event,
    "lead": measure_timing.lead,
    "pairwise": measure.pairwise,
    "power": measure.power,
    "robustness": measure.robustness,
    "overview": measure_more.overview,
    "scan": measure_more.scan,
    "formulas": measure_more.formulas,
    "choice": measure_more.choice,
    **dict.fromkeys(("topics", "share", "river"), measure_more.topics),
    "cards": measure_more.cards,
    "profile": measure_more.topics_of,
    "map": measure_more.document_map,
    "novelty": measure_more.novelty,
    **dict.fromkeys(("careers", "quotations", "resemblance"), measure_more.trace),
}
