"""Which topics rise or fall."""

import numpy as np
import polars as pl

from toolkit.change.finding import Finding
from toolkit.change.sentences import quoted
from toolkit.change.trend_row import SLOPES, slopes
from toolkit.statistics.multiple import benjamini_hochberg
from toolkit.statistics.trend import FEWEST
from toolkit.topics.share_table import TopicShares

SCHEMA = {
    **{"topic": pl.Int64, "concept": pl.String, "of": pl.String, "n_slices": pl.Int64},
    **dict.fromkeys((*SLOPES, "q_value"), pl.Float64),
}
Q = 0.1


def share_trends(shares: TopicShares, level: float) -> Finding:
    """Tell which topics rise or fall, with false discoveries held down over all topics."""
    shares.refuse_groups()
    rows = []
    for topic, label in enumerate(shares.labels):
        known = shares.table.filter(pl.col("topic") == topic).drop_nulls("share")
        when, values = (known[name].to_numpy().astype(float) for name in ("year", "share"))
        row = {"topic": topic, "concept": label, "of": "share", "n_slices": len(known)}
        rows.append(row | (slopes(when, values, level) if len(known) >= FEWEST else {}))
    table = pl.DataFrame(rows, schema={n: t for n, t in SCHEMA.items() if n != "q_value"})
    p = table["p_value"].cast(pl.Float64).to_numpy()
    q = pl.Series("q_value", benjamini_hochberg(p), dtype=pl.Float64).fill_nan(None)
    table = table.with_columns(q).select(list(SCHEMA))
    doubts = [
        "slices are taken to be exchangeable without a trend: a topic that comes in waves may pass "
        "for one that rises"
    ]
    fewest = min(table["n_slices"].to_list(), default=0)
    floor = max(table["p_floor"].drop_nulls().to_list(), default=0.0)
    if fewest < FEWEST:
        doubts.append(f"{fewest} judged slices: a trend needs {FEWEST}")
    elif floor > 1.0 - level:
        doubts.append(f"{fewest} slices: no p below {floor:.3f} can be reached")
    return Finding(
        "trend", shares.of, table, tuple(_said(table)), tuple(doubts), shares, shares.provenance
    )


def _said(table: pl.DataFrame) -> list[str]:
    found = table.filter(pl.col("q_value") <= Q)
    said = [f"{len(found)} of {len(table)} topics rise or fall (q up to {Q})."]
    for way, name in ((1, "rise"), (-1, "fall")):
        some = found.filter(np.sign(pl.col("tau")) == way)
        steep = some.sort(pl.col("slope").abs(), descending=True).head(5)
        if len(steep):
            listed = "; ".join(
                f"{quoted(label)} ({100 * slope:+.1f} points in ten years)"
                for label, slope in steep.select("concept", "slope").rows()
            )
            said.append(f"Those that {name} most: {listed}.")
    return said
