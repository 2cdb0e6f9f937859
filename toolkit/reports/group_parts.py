"""In whose texts a use changed, and whether the finding survives other choices."""

from typing import Any

import numpy as np
import polars as pl

from toolkit.change.convergence_table import Convergence
from toolkit.change.finding import Finding
from toolkit.change.sentences import number
from toolkit.reports.parts import CHOICES, WHOSE, Part, Place, made
from toolkit.reports.tables import Shown, interval, of

PARTS = {
    "total": "all",
    "within": "the same, otherwise",
    "shares": "the same, more or fewer uses",
    "turnover": "others speak",
}


def decomposition(result: Finding, place: Place) -> Part:
    """Put the parts of a drift on the page."""
    rows = tuple(
        (
            row["slice"],
            PARTS[row["part"]],
            *(("–", "–") if _untold(row) else (of(row, "value"), interval(row))),
            "–" if row["share"] is None or _untold(row) else f"{row['share']:.0%}",
            of(row, "p_value", 3),
            f"{row['n_both']:,} of {row['n_groups']:,}",
            f"{row['n_occurrences']:,}",
        )
        for row in result.table.iter_rows(named=True)
    )
    by = result.table["by"][0] if len(result.table) else "author"
    heads = ("slice", "part", "value", "interval", "share", "p", f"{by}: on both sides", "uses")
    shown = Shown(f"{result.concept}: drift in parts, by {by}", heads, rows)
    heading = f"The same {by}, or others?"
    return made(result, WHOSE, heading, place, "decomposition", tables=(shown,))


def _untold(row: dict[str, Any]) -> bool:
    """Whether nobody speaks on both sides, so that nothing can be said of the same."""
    return row["part"] in ("within", "shares") and not row["n_both"]


def convergence(result: Convergence, place: Place) -> Part:
    """Put the distance between groups on the page."""
    rows = tuple(
        (
            f"{row['group']} – {row['other']}",
            row["slice"],
            f"{row['n_occurrences']:,}, {row['n_occurrences_other']:,}",
            of(row, "value"),
            interval(row),
            f"{of(row, 'null_low')} to {of(row, 'null_high')}",
            of(row, "q_value", 3),
        )
        for row in result.table.iter_rows(named=True)
    )
    heads = ("groups", "slice", "uses of each", "value", "interval", "no difference gives", "q")
    shown = Shown(f"{result.concept}: {result.metric} between groups of {result.by}", heads, rows)
    heading = f"Groups of {result.by}"
    return made(result, WHOSE, heading, place, "convergence", tables=(shown,))


def robustness(result: Finding, place: Place) -> Part:
    """Put the specification curve on the page; agreement is shown by choice."""
    judged = result.table.drop_nulls("value")
    rows = []
    for name in ("every", "offset", "window", "space", "center", "weights", "unit", "strata",
                 "reprints"):  # fmt: skip
        options = judged[name].cast(pl.String).unique(maintain_order=True).to_list()
        if len(options) < 2:
            continue
        for option in options:
            mine = judged.filter(pl.col(name).cast(pl.String) == option)
            told = [_agreeing(mine, one) for one in ("same_sign", "same_size", "same_verdict")]
            rows.append((f"{name} {option}", str(len(mine)), number(_median(mine)), *told))
    heads = ("choice", "ways", "median", "same sign", "same size", "same verdict")
    shown = Shown(f"{result.concept}: agreement by choice", heads, tuple(rows))
    tables = (shown,) if rows else ()
    return made(result, CHOICES, "Other choices", place, "robustness", tables=tables)


def _agreeing(rows: pl.DataFrame, name: str) -> str:
    told = rows[name].drop_nulls()
    return f"{told.to_numpy().mean():.0%}" if len(told) else "–"


def _median(rows: pl.DataFrame) -> float | None:
    return float(np.median(rows["value"].to_numpy())) if len(rows) else None
