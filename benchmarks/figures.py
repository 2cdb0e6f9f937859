"""What a figure costs: nine panels as PNG, beside the way it is usually done.

``python benchmarks/figures.py``. Ours is `rt.plot.panels`; the peer draws the same nine series on
``plt.subplots(3, 3)`` and saves with a tight bounding box. Both at 150 dots per inch, alternately
in one run, in core-seconds of this process.
"""

import io

import matplotlib as mpl
from beside import alternately, keep, row

import toolkit as rt

RUNS = 5
N = 9
DPI = 150


def series():
    """Measure nine planted concepts."""
    planted = rt.planted_archive(seed=0, documents=400)
    corpus = rt.Corpus.from_documents(planted.documents)
    slices = rt.slices(corpus, every=10)
    patterns = planted.truth["pattern"].to_list()[:N]
    return [rt.drift(one, corpus, slices=slices, permutations=99) for one in patterns]


def ours(results):
    """Draw with one panel for each series, names and ticks said once."""
    rt.plot.panels(results, columns=3).savefig(io.BytesIO(), format="png", dpi=DPI)


def peer(results):
    """Draw each series on Axes of its own, and cut the paper to fit."""
    from matplotlib import pyplot

    with rt.plot.style("page"):
        wide, high = mpl.rcParams["figure.figsize"]
        figure, axes = pyplot.subplots(3, 3, figsize=(wide, 3 * 0.78 * high))
        for one, ax in zip(results, axes.flat, strict=True):
            rt.plot.drift(one, ax=ax)
        figure.savefig(io.BytesIO(), format="png", dpi=DPI, bbox_inches="tight")
        pyplot.close(figure)


def main():
    """Time both in turns."""
    mpl.use("Agg")
    results = series()
    ways = {"ours": lambda: ours(results), "subplots, tight": lambda: peer(results)}
    job = "nine panels of drift, PNG at 150 dpi"
    keep("figures", [row(job, alternately(ways, RUNS), target={"subplots, tight": 2})])


if __name__ == "__main__":
    main()
