"""Words as rows: how far each lies to one side, its interval, what chance gives, its counts."""

from typing import NamedTuple

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from numpy.typing import NDArray

from toolkit.change.finding import Finding
from toolkit.change.sentences import named, number, quoted
from toolkit.figures.axis import SMALL, canvas, draw_title, points_wide, say_instead
from toolkit.figures.scales import value_axis
from toolkit.figures.style import CHANCE, INK, PALETTE, QUIET, letters, shown
from toolkit.figures.tips import attach, attach_tips

MORE, LESS = PALETTE[0], PALETTE[1]
FOUND = 0.1  # q up to which a point is filled
LINES = 1.45  # height of a row, in letters
_RANGE = ("low", "high", "null_low", "null_high")
Floats = NDArray[np.float64]


class Rows(NamedTuple):
    """What is drawn of each word: columns of a table that has `word` and `q_value` too."""

    value: str
    counts: tuple[str, str]
    heads: tuple[str, str]
    axis: str


def keyness(found: Finding, *, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Draw the words that a slice uses more, and less, than another.

    A row a word: the point is how many times as often it is used, to base 2, the bar its interval,
    the grey block what exchanged units give. Tokens in the slice and in the baseline stand at the
    right. Where there is not room for all words, the surest of both sides are drawn.

    Parameters
    ----------
    found : Finding
        Of `keyness`.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    title : str, optional
        Instead of the names of the slices.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    axis = "log2 of times as often (1: twice, −1: half)"
    rows = Rows("log_ratio", ("n_tokens", "baseline_tokens"), ("tokens", "baseline"), axis)
    return _drawn(found, found.table, rows, ax, title, "words")


def shift(found: Finding, *, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Draw which words make up the difference between the company of a concept in two slices.

    Right: words it stands with more in the slice, left: less. The length is what the word adds to
    the divergence, the bar its interval, the grey block what exchanged units give to the same word.
    The largest contributions are drawn, and their share of the whole is said.

    Parameters
    ----------
    found, ax, title
        As in `keyness`; `found` of `shift`.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    sign = pl.when(pl.col("share") >= pl.col("baseline_share")).then(1000.0).otherwise(-1000.0)
    names = ("contribution", *_RANGE)
    table = found.table.with_columns(pl.col(name) * sign for name in names)
    axis = "part of the divergence, thousandths of a bit"
    rows = Rows("contribution", ("n_near", "baseline_near"), ("beside", "baseline"), axis)
    axes = _drawn(found, table, rows, ax, title, "company")
    if len(table):
        row = table.row(0, named=True)
        text = (
            f"{number(row['divergence'])} bits, chance to {number(row['divergence_null'])}; "
            f"without it {number(row['divergence_low'])} to {number(row['divergence_high'])}"
        )
        _say_above(axes, text)
    return axes


def turnover(found: Finding, *, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Draw the neighbours that a concept gained and lost between two slices.

    The point is the change of the cosine with the mean usage, the bar its interval, the grey block
    what exchanged units give. The ranks in the slice and in the baseline stand at the right.

    Parameters
    ----------
    found, ax, title
        As in `keyness`; `found` of `turnover`.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    axis = "change of the cosine (right: nearer)"
    rows = Rows("change", ("rank", "baseline_rank"), ("rank", "baseline"), axis)
    axes = _drawn(found, found.table, rows, ax, title, "neighbours")
    if len(found.table):
        row = found.table.row(0, named=True)
        base = named(row["baseline"]) if row["baseline"] != "rest" else "all other slices"
        text = (
            f"{row['n_occurrences']:,} uses in {row['n_documents']:,} documents; in {base} "
            f"{row['baseline_occurrences']:,} in {row['baseline_documents']:,}"
        )
        _say_above(axes, text)
    return axes


def _drawn(
    found: Finding, table: pl.DataFrame, rows: Rows, ax: Axes | None, title: str | None, what: str
) -> Axes:
    with canvas(ax) as axes:
        attach(axes, found, found.kind)
        if not len(table):
            draw_title(axes, found.concept if title is None else title)
            axes.set_xticks([])
            say_instead(axes, f"nothing to show for {quoted(shown(found.concept, 40))}")
            return axes
        row = table.row(0, named=True)
        base = "all other slices" if row["baseline"] == "rest" else row["baseline"]
        of = "" if found.kind == "keyness" else f" of {shown(found.concept, 32)}"
        heading = f"{what}{of}: {row['slice']} against {base}"
        draw_title(axes, heading if title is None else title, rows=1)
        drawn = _fitting(axes, table, rows.value)
        _draw_rows(axes, drawn, rows)
        _draw_counts(axes, drawn, rows)
        value_axis(axes, "x", label=rows.axis)
        axes.spines[["top", "right", "left"]].set_visible(False)
    return axes


def _fitting(ax: Axes, table: pl.DataFrame, value: str) -> pl.DataFrame:
    """Keep as many words as there is room for: the furthest out on either side, largest on top."""
    room = max(4, int(points_wide(ax)[1] / (mpl.rcParams["font.size"] * LINES)))
    more = table.filter(pl.col(value) > 0).sort(value, descending=True, maintain_order=True)
    less = table.filter(pl.col(value) <= 0).sort(value, maintain_order=True)
    half = room // 2
    n_more = min(len(more), max(half, room - len(less)))
    if value == "log_ratio":  # already in the order of what the interval leaves
        more, less = table.filter(pl.col(value) > 0), table.filter(pl.col(value) <= 0).reverse()
    kept: pl.DataFrame = pl.concat([more.head(n_more), less.head(room - n_more).reverse()])
    return kept


def _draw_rows(ax: Axes, table: pl.DataFrame, rows: Rows) -> None:
    at = np.arange(len(table), dtype=float)
    value = table[rows.value].to_numpy()
    low, high, null_low, null_high = (
        table[name].cast(pl.Float64).fill_null(np.nan).to_numpy() for name in _RANGE
    )
    ax.barh(at, null_high - null_low, 0.72, left=null_low, color=CHANCE, zorder=1,
            label="exchanged units")  # fmt: skip
    ax.axvline(0.0, color=INK, linewidth=0.7, zorder=1.5)
    tones = [to_hex(MORE if one > 0 else LESS) for one in value]
    wide = mpl.rcParams["lines.linewidth"]
    ax.hlines(at, low, high, color=tones, linewidth=wide, zorder=2)
    sure = (table["q_value"] <= FOUND).fill_null(value=False).to_numpy()
    faces = [tone if told else "white" for tone, told in zip(tones, sure, strict=True)]
    points = ax.scatter(value, at, s=mpl.rcParams["lines.markersize"] ** 2, c=faces,
                        edgecolors=tones, linewidths=0.9, zorder=3)  # fmt: skip
    attach_tips(points, [_tip(row, rows) for row in table.iter_rows(named=True)])
    ax.set_yticks(at, [shown(word, 24) for word in table["word"]], **letters(0.92))
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)


def _draw_counts(ax: Axes, table: pl.DataFrame, rows: Rows) -> None:
    """Write two columns of numbers at the right edge."""
    size = float(mpl.rcParams["font.size"])
    for place, (name, head) in enumerate(zip(rows.counts, rows.heads, strict=True)):
        texts = [(-1.0, head), *((float(k), f"{n:,}") for k, n in enumerate(table[name]))]
        for at, text in texts:
            ax.annotate(
                *(text, (1.0, at)),
                xycoords=ax.get_yaxis_transform(),
                xytext=(size * 4.6 * (place + 1), 0),
                textcoords="offset points",
                ha="right",
                va="center",
                color=QUIET,
                annotation_clip=False,
                **letters(SMALL),
            )


def _say_above(ax: Axes, text: str) -> None:
    ax.annotate(
        *(text, (0.0, 1.0)),
        xycoords="axes fraction",
        xytext=(0, 4),
        textcoords="offset points",
        color=QUIET,
        annotation_clip=False,
        **letters(SMALL),
    )


def _tip(row: dict[str, float], rows: Rows) -> str:
    digits = 2 if rows.value != "change" else 3
    value, low, high = (number(row[name], digits) for name in (rows.value, "low", "high"))
    counts = f"{row[rows.counts[0]]:,} {rows.heads[0]}, {row[rows.counts[1]]:,} in the baseline"
    return f"{row['word']}: {value} ({low} to {high}); {counts}; q {number(row['q_value'], 3)}"
