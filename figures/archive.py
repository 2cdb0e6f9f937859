"""What the scripts of the gallery share: the planted archive, and where a picture goes."""

from functools import cache
from pathlib import Path

import polars as pl
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import toolkit as rt


@cache
def planted():
    """Invent the archive, once for all scripts of one run."""
    return rt.planted_archive(seed=7)


@cache
def corpus():
    """Index the archive."""
    return rt.Corpus.from_documents(planted().documents)


@cache
def decades():
    """Slice it by ten years."""
    return rt.slices(corpus(), every=10)


@cache
def drift_of(kind: str, nth: int = 0):
    """Measure the drift of a concept of one kind."""
    return rt.drift(concept(kind, nth), corpus(), slices=decades())


@cache
def smaller():
    """Invent a smaller archive, for figures in which every document or passage is a point."""
    return rt.planted_archive(seed=7, documents=400)


@cache
def few():
    """Index the smaller archive."""
    return rt.Corpus.from_documents(smaller().documents)


@cache
def topics():
    """Find twenty topics."""
    return rt.fit("nmf", corpus(), topics=20)


@cache
def traced():
    """Trace the short document of the last decades that uses planted concepts most."""
    short = [one.id for one in smaller().documents if len(one.text) < 2_500]
    late = smaller().uses.filter((pl.col("year") >= 1970) & pl.col("id").is_in(short))
    most = late.group_by("id").len().sort("len", "id", descending=True)["id"][0]
    (target,) = (one for one in smaller().documents if one.id == most)
    kinds = ("sudden", "gradual", "split", "frequency", "stable")
    return rt.trace(
        target,
        few(),
        add=[concept(kind) for kind in kinds],
        slices=rt.slices(few(), every=10),
        phrases=5,
    )


def concept(kind: str, nth: int = 0) -> rt.Concept:
    """Give the concept in which a change of one kind was planted, such as "sudden" or "stable"."""
    known = planted().truth.filter(pl.col("kind") == kind)
    return rt.Concept(known["concept"][nth], patterns=[known["pattern"][nth]])


def save(drawn: Axes | Figure, script: str) -> None:
    """Write the picture, its table and its recipe beside the script."""
    rt.plot.save(drawn, Path(script).with_suffix(".svg"))
    pyplot.close("all")
