"""What speaks against a finding, in one place: thin slices, comparable words, other choices."""

from collections.abc import Sequence
from typing import Any

from toolkit.change.base import DriftSeries
from toolkit.change.sentences import MORE, count, named, verdict

UNASKED = (
    "Not asked again with other slices, windows and spaces: “robustness = true” in a study does, "
    "and so does “rhetoric robustness”."
)
UNPARTED = (
    "Not told apart: whether the same authors changed, or others speak. `decompose = "
    '"author"` in a study does, and so does “rhetoric decompose”.'
)


def objections(results: Sequence[Any]) -> tuple[str, ...]:
    """Say of the results of one concept what a careful reader would ask first."""
    said = [line for one in results if isinstance(one, DriftSeries) for line in _of(one)]
    kinds = {getattr(one, "kind", "") for one in results}
    again = [line for one in results if getattr(one, "kind", "") == "robustness"
             for line in one.answer()]  # fmt: skip
    if not said:
        return ()
    return (*said, *(again or [UNASKED]), *([] if "decomposition" in kinds else [UNPARTED]))


def _of(series: DriftSeries) -> list[str]:
    judged = series.table.drop_nulls("value")
    if not len(judged):
        return ["No slice could be judged; nothing is claimed."]
    thin = judged.sort("n_units", maintain_order=True).row(0, named=True)
    units = count(thin["n_units"], thin["unit"] or "unit")
    said = [
        f"The thinnest judged slice is {named(thin['slice'])}: "
        f"{count(thin['n_occurrences'], 'use')} by {units}."
    ]
    told = judged.drop_nulls("control_percentile")
    if not len(told):
        return [*said, "No comparable words: how far other words moved is not known."]
    rows = told.iter_rows(named=True)
    more = [r["slice"] for r in rows if verdict(r["p_control"], r["control_percentile"]) == MORE]
    among = f"{len(more)} of {count(len(told), 'slice')}"
    where = f" ({', '.join(map(named, more))})" if more else ""
    return [*said, f"It moved more than comparable words in {among} that can be judged{where}."]
