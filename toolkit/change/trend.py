"""Whether a series rises or falls, and whether usage follows its date."""

import numpy as np
import polars as pl

from toolkit.change.base import DriftSeries, FrequencySeries
from toolkit.change.finding import Finding
from toolkit.change.sentences import number, quoted
from toolkit.change.share_trends import share_trends
from toolkit.change.timeline import timeline
from toolkit.change.trend_row import SLOPES, slopes
from toolkit.statistics.trend import FEWEST, Association, usage_with_date
from toolkit.topics.share_table import TopicShares

_TEXTS = {"concept": pl.String, "of": pl.String, "n_slices": pl.Int64}
_NUMBERS = (*SLOPES, "spearman", "p_usage", "p_usage_floor")
SCHEMA = _TEXTS | dict.fromkeys(_NUMBERS, pl.Float64)


def trend(
    series: DriftSeries | FrequencySeries | TopicShares,
    *,
    permutations: int = 999,
    level: float = 0.95,
    seed: int = 7,
) -> Finding:
    """Tell whether a series rises or falls with time.

    Parameters
    ----------
    series : DriftSeries, FrequencySeries or TopicShares
        Its values, or rates, or shares; slices that are not judged are left out.
    permutations : int
        Exchanges of units for the correlation of usage with date.
    level : float
        Of the interval of the slope.
    seed : int
        Of the exchanges.

    Returns
    -------
    Finding
        One row: `slope` per ten years (Theil–Sen) with its interval, Kendall's `tau` with time and
        the p of Mann and Kendall, `p_floor` the least that so many slices allow. Of a drift series
        made by `drift` also `spearman`: how closely the usage of each unit, placed by all others,
        follows its date, with the p of exchanged units. Nulls with fewer than 4 judged slices.
        Of shares one row a topic, `concept` its label, with `q_value` over the topics.

    Notes
    -----
    Drift from a first slice can only begin near 0: a rising series says that usage went on moving
    away, not that it moved evenly. Source: Sen 1968, doi:10.1080/01621459.1968.10480934;
    Mann 1945, doi:10.2307/1907187.
    """
    if isinstance(series, TopicShares):
        return share_trends(series, level)
    column = "rate" if isinstance(series, FrequencySeries) else "value"
    of = "rate" if column == "rate" else series.metric  # type: ignore[union-attr]
    known = series.table.drop_nulls(column)
    when, values = (known[name].to_numpy().astype(float) for name in ("year", column))
    row = dict.fromkeys(SCHEMA) | {"concept": series.concept, "of": of, "n_slices": len(known)}
    doubts: list[str] = []
    if len(known) < FEWEST:
        doubts.append(f"{len(known)} judged slices: a trend needs {FEWEST}")
    else:
        row |= slopes(when, values, level)
        if row["p_floor"] > 1.0 - level:
            doubts.append(f"{len(known)} slices: no p below {row['p_floor']:.3f} can be reached")
    usage = _usage(series, permutations, seed)
    if usage is not None:
        row |= {"spearman": usage.rho, "p_usage": usage.p_value, "p_usage_floor": usage.p_floor}
    return Finding(
        "trend",
        series.concept,
        pl.DataFrame([row], schema=SCHEMA),
        tuple(_said(row, level)),
        tuple(doubts),
        series,
        series.provenance,
    )


def _usage(
    series: DriftSeries | FrequencySeries, permutations: int, seed: int
) -> Association | None:
    asked = getattr(series, "asked", None)
    if asked is None:
        return None
    line = timeline(*asked)
    if len(line.parts) < 2 or len(line.series.at) < FEWEST:
        return None
    return usage_with_date(line.series, line.years, permutations, np.random.default_rng((seed, 4)))


def _said(row: dict[str, object], level: float) -> list[str]:
    what = quoted(str(row["concept"]))
    kind = "frequency" if row["of"] == "rate" else "distance"
    said = []
    p, tau = row["p_value"], row["tau"]
    if isinstance(p, float) and isinstance(tau, float):
        way = "rises" if tau > 0 else "falls"
        sure = p <= 1.0 - level
        verdict = f"{way} with time" if sure else "has no trend that chance would not give"
        said.append(f"The {kind} of {what} {verdict} (tau {number(tau)}, p {number(p, 3)}).")
    rho, p_usage = row["spearman"], row["p_usage"]
    if isinstance(rho, float) and isinstance(p_usage, float):
        verb = "follows" if p_usage <= 1.0 - level else "does not follow"
        chance = f"Spearman {number(rho)}, p {number(p_usage, 3)}"
        said.append(f"The use of {what} {verb} its date ({chance}).")
    return said
