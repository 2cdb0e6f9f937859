"""How far the value axis reaches, so that one wide interval does not flatten the rest."""

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from numpy.typing import NDArray

Array = NDArray[np.float64]


def limits(table: pl.DataFrame, bands: pl.DataFrame | None = None) -> tuple[float, float]:
    """Choose the ends of the value axis: zero and all values inside, very wide bars cut.

    Parameters
    ----------
    table : polars.DataFrame
        With `value` (or `rate`), `low`, `high`, and where there are any `null_low`, `null_high`.
    bands : polars.DataFrame, optional
        With `band_low` and `band_high`.

    Returns
    -------
    tuple of float
        Bottom and top. Nothing reaches further than twice the largest value or the usual
        block, whichever is more.
    """
    values = _finite(table, "value" if "value" in table.columns else "rate")
    spread = [_finite(table, name) for name in ("low", "high", "null_low", "null_high")]
    if bands is not None:
        spread += [_finite(bands, name) for name in ("band_low", "band_high")]
    usual = [float(np.median(np.abs(part))) for part in spread if len(part)]
    reach = 2.0 * max([float(np.abs(values).max()) if len(values) else 0.0, *usual, 1e-6])
    everything = np.concatenate([values, *spread, [0.0]])
    bottom, top = max(float(everything.min()), -reach), min(float(everything.max()), reach)
    if top - bottom < 1e-9:
        return -0.05, 1.0
    pad = 0.06 * (top - bottom)
    return bottom - pad if bottom < 0 else -0.02 * top, top + pad


def cut_bars(ax: Axes, year: Array, low: Array, high: Array, color: str) -> bool:
    """Mark bars that run beyond the frame with a small arrow head; say whether there are any."""
    bottom, top = ax.get_ylim()
    above, below = high > top, low < bottom
    inset = 0.012 * (top - bottom)
    for cut, at, sign in ((above, top - inset, "^"), (below, bottom + inset, "v")):
        if cut.any():
            places = np.full(int(cut.sum()), at)
            ax.plot(year[cut], places, sign, color=color, markersize=4, zorder=3.2,
                    label="_bar goes on")  # fmt: skip
    return bool(above.any() or below.any())


def is_cut(table: pl.DataFrame, bands: pl.DataFrame | None = None) -> bool:
    """Whether a bar or a block of this table would be cut by its axis."""
    bottom, top = limits(table, bands)
    parts = [_finite(table, name) for name in ("low", "high", "null_low", "null_high")]
    if bands is not None:
        parts += [_finite(bands, name) for name in ("band_low", "band_high")]
    everything = np.concatenate(parts)
    return bool((everything < bottom).any() or (everything > top).any())


def _finite(table: pl.DataFrame, name: str) -> Array:
    if name not in table.columns:
        return np.zeros(0)
    found = table[name].cast(pl.Float64).drop_nulls().to_numpy()
    return np.asarray(found[np.isfinite(found)])
