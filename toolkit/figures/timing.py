"""Findings about a series: bursts, the band of a whole series, an event, which of two leads."""

from collections.abc import Iterable
from typing import Any

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from toolkit.change.finding import Finding
from toolkit.change.sentences import metric_phrase, number
from toolkit.figures.axis import (
    SMALL,
    canvas,
    draw_time,
    draw_title,
    frame_of,
    say_instead,
    year_of_iso,
)
from toolkit.figures.events import BELOW, draw_events
from toolkit.figures.labels import move_labels
from toolkit.figures.scales import value_axis
from toolkit.figures.series import PLATE, drift
from toolkit.figures.style import FAINT, INK, PALETTE, QUIET, letters, shown
from toolkit.figures.tips import attach, attach_tips

DOCUMENTS = {"with it": "n_relevant", "documents": "n_documents"}


def bursts(
    found: Finding,
    *,
    ax: Axes | None = None,
    events: Iterable[Any] = (),
    title: str | None = None,
) -> Axes:
    """Draw the share of documents that use a concept, and the bursts in it.

    Bars are shares of the documents of a slice; the coloured ones lie in a burst, whose p stands
    above it. Documents with a use and all documents stand under each slice.

    Parameters
    ----------
    found : Finding
        Of `bursts`.
    ax : Axes, optional
        Where to draw; without it a new figure in the look of `style`.
    events : iterable of Event or of (label, year)
        Dated events, drawn as thin lines.
    title : str, optional
        Instead of the name of the concept.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    counts: pl.DataFrame = found.series
    heading = f"bursts of {shown(found.concept, 40)}" if title is None else title
    with canvas(ax) as axes:
        attach(axes, found, "bursts")
        if not len(counts):
            draw_title(axes, heading)
            say_instead(axes, "no slices, so nothing to show")
            return axes
        frame = frame_of(counts)
        share = (counts["n_relevant"] / counts["n_documents"]).fill_nan(0.0).to_numpy()
        top = found.table.filter(pl.col("level") == 1) if len(found.table) else found.table
        spans = [(year_of_iso(r["start"]), year_of_iso(r["stop"])) for r in top.to_dicts()]
        inside = [any(a <= year < b for a, b in spans) for year in frame.year]
        tones = [to_hex(PALETTE[1] if held else PALETTE[0]) for held in inside]
        axes.bar(frame.year, share, frame.width, color=tones, zorder=2)
        axes.set_ylim(0.0, 1.18 * max(float(share.max()), 0.01))
        for (first, last), row in zip(spans, top.to_dicts(), strict=True):
            here = (frame.year >= first) & (frame.year < last)
            axes.annotate(
                *(f"burst, p {number(row['p_value'], 3)}", ((first + last) / 2, share[here].max())),
                xytext=(0, 3),
                textcoords="offset points",
                ha="center",
                color=INK,
                bbox=PLATE,
                **letters(SMALL),
            )
        if not spans:
            axes.text(0.5, 0.95, "no burst", transform=axes.transAxes, ha="center", va="top",
                      color=QUIET, **letters(SMALL))  # fmt: skip
        draw_time(axes, counts, DOCUMENTS, frame)
        draw_title(axes, heading, draw_events(axes, events, frame))
        value_axis(axes, label="share of documents", unit="%", times=100.0)
    return axes


def bands(
    found: Finding,
    *,
    ax: Axes | None = None,
    events: Iterable[Any] = (),
    title: str | None = None,
) -> Axes:
    """Draw a drift series with the band that a whole unchanged series stays in.

    Parameters
    ----------
    found, ax, events, title
        As in `bursts`; `found` of `bands`.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    axes = drift(found.series, ax=ax, events=events, title=title)
    attach(axes, found, "bands")
    known = found.table.drop_nulls("band_high")
    width = dict(zip(found.series.table["slice"], frame_of(found.series.table).width, strict=True))
    for row in known.iter_rows(named=True):
        half = width[row["slice"]] / 2
        ends = [row["year"] - half, row["year"] + half]
        axes.plot(ends, [row["band_high"]] * 2, "--", color=INK, linewidth=1.0, zorder=2.8,
                  label="band of the series")  # fmt: skip
    note = "broken: band of the whole series" if len(known) else "no band: too few exchanges tell"
    axes.text(0.01, BELOW, note, transform=axes.transAxes, va="top", color=QUIET, bbox=PLATE,
              **letters(SMALL))  # fmt: skip
    if len(known):
        bottom, top = axes.get_ylim()
        axes.set_ylim(bottom, max(top, 1.15 * float(known["band_high"].to_numpy().max())))
        move_labels(axes)
    return axes


def event(found: Finding, *, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Draw how far use moved at an event, and at every placebo date.

    The large point is the event with its interval, the small grey ones are the other dates.

    Parameters
    ----------
    found, ax, title
        As in `bursts`; `found` of `event_study`.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    with canvas(ax) as axes:
        attach(axes, found, "event")
        draw_title(axes, f"{shown(found.concept, 40)} at an event" if title is None else title, 1)
        table = found.table.drop_nulls("value")
        others = table.filter(pl.col("kind") == "placebo")
        row = found.table.row(0, named=True)
        if row["value"] is None:
            axes.set_xticks([])
            say_instead(axes, "too little around the event to judge")
            return axes
        axes.scatter(others["year"], others["value"], s=14, color=FAINT, zorder=2, label="placebo")
        color = to_hex(PALETTE[1])
        axes.vlines(row["year"], row["low"], row["high"], color=color, zorder=3,
                    linewidth=mpl.rcParams["lines.linewidth"])  # fmt: skip
        point = axes.scatter([row["year"]], [row["value"]], s=40, color=color, zorder=4)
        said = f"{row['date']}: {number(row['value'])}, p among dates {number(row['p_placebo'], 3)}"
        attach_tips(point, [said])
        axes.annotate(
            *(_beside(row), (0.0, 1.0)),
            xycoords="axes fraction",
            xytext=(0, 4),
            textcoords="offset points",
            color=QUIET,
            annotation_clip=False,
            **letters(SMALL),
        )
        metric = getattr(found.series, "metric", "")
        axes.set_xlabel("date of the change looked for", **letters())
        value_axis(axes, label=f"{metric_phrase(metric)} of after from before".strip())
    return axes


def lead(found: Finding, *, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Draw how what is new in one series goes with what is new in another some slices later.

    Stems right of 0: the first leads. Filled points have p ≤ 0.05 over all lags. Pairs of
    innovations stand under each lag.

    Parameters
    ----------
    found, ax, title
        As in `bursts`; `found` of `lead`.

    Returns
    -------
    Axes
        The given Axes, or the new one.
    """
    with canvas(ax) as axes:
        attach(axes, found, "lead")
        draw_title(axes, shown(found.concept, 60) if title is None else title)
        lag, value = (found.table[name].to_numpy() for name in ("lag", "correlation"))
        axes.axhline(0.0, color=INK, linewidth=0.7)
        color = to_hex("C0")
        axes.vlines(lag, 0.0, value, color=color, linewidth=mpl.rcParams["lines.linewidth"])
        sure = found.table["p_value"].to_numpy() <= 0.05
        points = axes.scatter(lag, value, s=34, c=np.where(sure, color, "white"), edgecolors=color,
                              zorder=3)  # fmt: skip
        attach_tips(points, [_lag(row) for row in found.table.iter_rows(named=True)])
        axes.set_ylim(-1.05, 1.05)
        texts = [
            f"{number(k, 0)}\n{n}"
            for k, n in zip(lag.tolist(), found.table["n_slices"], strict=True)
        ]
        axes.set_xticks(lag.tolist(), texts, **letters(0.92))
        axes.set_xlabel(
            "lag in slices, and pairs of innovations (right: the first leads)", **letters()
        )
        value_axis(axes, label="correlation of innovations")
    return axes


def _lag(row: dict[str, Any]) -> str:
    correlation, p = number(row["correlation"]), number(row["p_value"], 3)
    return f"lag {row['lag']}: correlation {correlation}, p {p}; {row['n_slices']} pairs"


def _beside(row: dict[str, Any]) -> str:
    uses = f"uses {row['uses_before']} before, {row['uses_after']} after"
    return f"{uses}; grey: other dates (p {number(row['p_placebo'], 3)})"
