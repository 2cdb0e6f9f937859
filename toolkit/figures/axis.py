"""The time axis that all series share: slices as wide as they are, labels, counts, title."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any, NamedTuple

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.transforms import Transform
from numpy.typing import NDArray

from toolkit.errors import DateError
from toolkit.figures.key import own
from toolkit.figures.room import panel
from toolkit.figures.style import INK, QUIET, letters, shown, style, styled, width_of

Array = NDArray[np.float64]

ROW = 1.3  # height of a line of small print, in its letter size
SMALL = 0.82
LONGEST_COUNT = "8,888"  # counts have at most five signs


class Frame(NamedTuple):
    """Where the slices lie: mid-points, drawn widths, first and last edge, all in years."""

    year: Array
    width: Array
    first: float
    last: float


@contextmanager
def canvas(ax: Axes | None) -> Iterator[Axes]:
    """Give the caller's Axes, or a new one in the look of this package."""
    if ax is not None:
        yield ax
        return
    with nullcontext() if styled() else style("page"):
        figure, axes = plt.subplots(layout="constrained")
        own(figure)
        yield axes


def year_of_iso(text: str) -> float:
    """Read an ISO date as a year with a fraction, good enough to draw.

    Examples
    --------
    >>> year_of_iso("1917-07-01"), year_of_iso("-0044-01-01")
    (1917.5, -44.0)
    """
    found = re.fullmatch(r"([+-]?\d{4,})-(\d\d)-(\d\d)", text)
    if not found:
        raise DateError(text, "start or stop of a slice")
    year, month, day = (int(part) for part in found.groups())
    return year + (month - 1) / 12 + (day - 1) / 365.2425


def frame_of(table: pl.DataFrame) -> Frame:
    """Find where the slices of a table lie; overlapping ones are drawn narrower."""
    if not len(table):
        return Frame(np.zeros(0), np.zeros(0), 0.0, 1.0)
    left = np.array([year_of_iso(text) for text in table["start"]])
    right = np.array([year_of_iso(text) for text in table["stop"]])
    year = table["year"].to_numpy().astype(float)
    gaps = np.diff(np.sort(year))
    nearest = gaps[gaps > 0].min() if (gaps > 0).any() else np.inf
    overlap = bool((left[1:] < right[:-1] - 1e-6).any())
    width = np.minimum(right - left, nearest) if overlap else right - left
    return Frame(year, width * 0.94, float(left.min()), float(right.max()))


def points_wide(ax: Axes) -> tuple[float, float]:
    """Width and height of an Axes in points, as far as they can be counted on before layout."""
    place = panel()
    if place is not None:
        return place.wide, place.high
    figure = ax.get_figure(root=True)
    wide, high = figure.get_size_inches() if figure is not None else (6.4, 4.8)
    box, size = ax.get_position(), mpl.rcParams["font.size"]
    # Layout takes room for labels left and right, and for counts and events above and below.
    return max(72 * wide * box.width - 5 * size, 40.0), 0.82 * 72 * high * box.height


def point_size(ax: Axes, frame: Frame) -> float:
    """Area of a point in square points: smaller where slices are narrow."""
    narrowest = float(frame.width.min()) * points_wide(ax)[0] / (frame.last - frame.first)
    return float(min(mpl.rcParams["lines.markersize"], max(2.0, 0.6 * narrowest)) ** 2)


def every(positions: Sequence[float], widths: Sequence[float]) -> int:
    """Find the least k so that every k-th label stands free of the next.

    Parameters
    ----------
    positions, widths : sequence of float
        Where labels are centred and how wide they are, in points.

    Examples
    --------
    >>> every([0, 10, 20, 30], [8, 8, 8, 8]), every([0, 10, 20, 30], [15, 15, 15, 15])
    (1, 2)
    """
    for k in range(1, len(positions)):
        at, wide = positions[::k], widths[::k]
        room = zip(at[:-1], at[1:], wide[:-1], wide[1:], strict=True)
        if all(right - left >= (a + b) / 2 for left, right, a, b in room):
            return k
    return max(1, len(positions))


def draw_time(ax: Axes, table: pl.DataFrame, counts: dict[str, str], frame: Frame) -> None:
    """Draw the slices' labels and, under them, their counts in aligned rows.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    table : polars.DataFrame
        With `slice` and the columns of counts.
    counts : dict of str to str
        What a row is called, and its column.
    frame : Frame
        Where the slices lie.
    """
    margin = 0.01 * (frame.last - frame.first)
    ax.set_xlim(frame.first - margin, frame.last + margin)
    scale = points_wide(ax)[0] / (frame.last - frame.first + 2 * margin)
    at = (frame.year * scale).tolist()
    size = float(mpl.rcParams["font.size"])
    labels = [shown(label, 18) for label in table["slice"]]
    step = _label_step(at, labels)
    # Spans of years stand in two lines where one line would cost labels.
    lines = 1 + (step > 1 and any("–" in label for label in labels))
    if lines > 1:
        labels = [label.replace("–", "–\n", 1) for label in labels]
        step = _label_step(at, labels)
    thinned = [label if n % step == 0 else "" for n, label in enumerate(labels)]
    ax.set_xticks(frame.year.tolist(), thinned, **letters(0.92))
    ax.tick_params(axis="x", length=3, width=0.6)
    cells = {name: [_short(n) for n in table[column]] for name, column in counts.items()}
    _draw_counts(ax, cells, frame, at, size * (2.1 + 1.15 * (lines - 1)))


def _label_step(at: list[float], labels: list[str]) -> int:
    size = mpl.rcParams["font.size"] * 0.62
    longest = [max(map(len, label.split("\n"))) for label in labels]
    return every(at, [(n + 1.2) * size for n in longest])


def _draw_counts(
    ax: Axes, cells: dict[str, list[str]], frame: Frame, at: list[float], down: float
) -> None:
    """Write the rows of counts; upright when the slices are too narrow for lying numbers."""
    place = panel()
    # Panels beside each other have their rows at one height: all take the room of the longest.
    scale = SMALL if place is None else SMALL * 0.88
    size = mpl.rcParams["font.size"] * scale
    widest = [
        max(width_of(text, scale) for text in (column if place is None else [LONGEST_COUNT]))
        for column in zip(*cells.values(), strict=True)
    ]
    step, upright = every(at, [wide + 0.3 * size for wide in widest]), False
    if step > 1:
        step, upright = every(at, [size * 1.15] * len(at)), True
    for name, texts in cells.items():
        longest = max(texts, key=len) if place is None else LONGEST_COUNT
        tall = width_of(longest, scale) + 0.5 * size if upright else size * ROW
        down += tall / 2
        if place is None or place.left:
            _under(ax, 0.0, -down, name, place=ax.transAxes, ha="right", shift=-6.0)
        for year, text in zip(frame.year[::step], texts[::step], strict=True):
            turned = {"rotation": 90.0 if upright else 0.0, "fontsize": size}
            _under(ax, float(year), -down, text, place=ax.get_xaxis_transform(), **turned)
        down += tall / 2


def _under(
    ax: Axes,
    x: float,
    down: float,
    text: str,
    *,
    place: Transform,
    shift: float = 0.0,
    **more: Any,  # noqa: ANN401  # options of a text
) -> None:
    ax.annotate(
        *(text, (x, 0.0)),
        xycoords=place,
        xytext=(shift, down),
        textcoords="offset points",
        va="center",
        color=QUIET,
        annotation_clip=False,
        **letters(SMALL, **{"ha": "center"} | more),
    )


def _short(count: int) -> str:
    """Write a count in at most five signs.

    Examples
    --------
    >>> [_short(n) for n in (0, 9999, 85706, 32_000_000)]
    ['0', '9,999', '86k', '32.0M']
    """
    if count < 10_000:
        return f"{count:,}"
    if count < 1_000_000:
        return f"{count / 1e3:.0f}k"
    return f"{count / 1e6:.1f}M" if count < 1e9 else f"{count / 1e9:.1f}G"


def draw_title(ax: Axes, title: str, rows: int = 0) -> None:
    """Write the title on the left, above the rows of event labels."""
    size = mpl.rcParams["font.size"]
    pad = 7 + rows * size * SMALL * ROW + (2 if rows else 0)
    ax.set_title(
        shown(title, 70), loc="left", pad=pad, color=INK, **letters(1.2, fontweight="bold")
    )


def say_instead(ax: Axes, text: str) -> None:
    """Write in the middle of an empty figure why nothing is drawn."""
    ax.set_yticks([])
    ax.text(0.5, 0.5, shown(text, 200), transform=ax.transAxes, ha="center", va="center",
            color=QUIET, wrap=True, **letters(1.0))  # fmt: skip
