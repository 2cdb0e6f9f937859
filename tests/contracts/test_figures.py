"""What every figure in the registry must keep, whoever wrote it."""

import io
import re
import runpy
import warnings
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import matplotlib as mpl
import pytest

from toolkit.figures import FIGURES
from toolkit.figures.plot import caption, style
from toolkit.figures.scales import CUT, Plain

mpl.use("Agg")
MADE = SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "figures" / "results.py")))
TOPICS = SimpleNamespace(
    **runpy.run_path(str(Path(__file__).parents[1] / "figures" / "topic_results.py"))
)
WORDS = SimpleNamespace(
    **runpy.run_path(str(Path(__file__).parents[1] / "figures" / "word_results.py"))
)
TRACES = SimpleNamespace(
    **runpy.run_path(str(Path(__file__).parents[1] / "figures" / "trace_results.py"))
)
# For a new figure: one line with a result for it.
RESULTS = {
    "axis": MADE.axis_series,
    "bands": WORDS.band_table,
    "breaks": MADE.changes,
    "cards": TOPICS.topic_cards,
    "careers": TRACES.trace,
    "formulas": TRACES.formula_table,
    "quotations": TRACES.trace,
    "resemblance": TRACES.trace,
    "bursts": WORDS.burst_table,
    "collocates": WORDS.collocate_table,
    "complexity": WORDS.complexity_table,
    "choice": TOPICS.topic_choice,
    "convergence": MADE.convergence,
    "drift": MADE.drift_series,
    "event": WORDS.event_table,
    "overview": MADE.overview_table,
    "frequency": MADE.frequency_series,
    "keyness": WORDS.keyness_table,
    "lead": WORDS.lead_table,
    "neighbours": MADE.neighbour_table,
    "shift": WORDS.shift_table,
    "trajectory": WORDS.trajectory_table,
    "turnover": WORDS.turnover_table,
    "senses": MADE.sense_series,
    "pairwise": MADE.pairs_of_slices,
    "power": MADE.power_curve,
    "novelty": TOPICS.novelty_table,
    "robustness": MADE.specifications,
    "scan": MADE.scan_table,
    "map": TOPICS.document_map,
    "profile": TOPICS.topic_shares,
    "river": TOPICS.topic_shares,
    "share": TOPICS.topic_shares,
    "topics": TOPICS.topic_shares,
}
TEXTS = SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "figures" / "texts.py")))
# The counts of results that are not about uses.
WRITTEN = {
    "careers": {"words", "text", "uses", "235", "420"},
    "formulas": {"words", "texts", "uses", "210", "420"},
    "quotations": {"2 quotations, 1 formula in 5 documents"},
    "resemblance": {"words", "in text", "9", "420"},
    "bursts": {"with it", "documents", "420", "210"},
    "event": {"uses 420 before, 210 after; grey: other dates (p 0.040)"},
    "lead": {"0\n9"},
    "complexity": {"documents", "tokens", "420", "210"},
    "convergence": {"left, uses", "420", "210"},
    "overview": {"documents", "tokens", "authors", "420", "40"},
    "keyness": {"tokens", "baseline", "420", "210"},
    "shift": {"beside", "baseline", "420", "210"},
    "trajectory": {
        "first component, 50% of the variance of the words\n"
        "uses (documents)  1950s:\u00a0420\u00a0(210)  1960s:\u00a03\u00a0(2)  "
        "1970s:\u00a0260\u00a0(122)  1980s:\u00a075\u00a0(31)"
    },
    "turnover": {"rank", "baseline", "420 uses in 210 documents; in the 1950s 90 in 60"},
    "cards": {"documents  1950s:\u00a0210  1960s:\u00a060  1970s:\u00a031  1980s:\u00a0122"},
    "choice": {"20\n18", "40\n17"},
    "map": {"first component, 40% of the variance\n60 documents; ringed: 20 with climate"},
    "profile": {"share of the words\nopen: 1950s (210 documents); filled: 1980s (122 documents)"},
    "river": {"documents", "words", "420", "210"},
    "share": {"documents", "words", "420", "210"},
    "novelty": {"40 documents, 1 beyond random orders"},
    "topics": {"documents", "words", "420", "210"},
}
KINDS = ("svg", "pdf", "png")
each_figure = pytest.mark.parametrize("name", list(FIGURES))


@pytest.fixture
def plt():
    """Pyplot without open figures, before and after."""
    from matplotlib import pyplot

    pyplot.close("all")
    yield pyplot
    pyplot.close("all")


@cache
def drawn(name):
    """Draw a figure of its own, once for all tests that only look at it; what was before it."""
    from matplotlib import pyplot

    pyplot.close("all")
    result = RESULTS[name]()
    before = SimpleNamespace(settings=dict(mpl.rcParams), table=result.table.clone())
    ax = FIGURES.get(name)(result)
    after = SimpleNamespace(settings=dict(mpl.rcParams), table=result.table)
    figures = len(pyplot.get_fignums())
    pyplot.close("all")
    return SimpleNamespace(ax=ax, before=before, after=after, figures=figures)


def texts(ax):
    """All that is written on an Axes."""
    return [one.get_text() for one in ax.findobj(mpl.text.Text)]


@each_figure
def test_the_given_axes_come_back_and_no_figure_opens(name, plt):
    """Axes in, the same Axes out, and nothing else is opened or shown."""
    figure, ax = plt.subplots()
    assert FIGURES.get(name)(RESULTS[name](), ax=ax) is ax
    assert plt.get_fignums() == [figure.number]


@each_figure
def test_settings_of_matplotlib_stay_as_they_were(name):
    """Drawing on a figure of its own leaves the settings alone."""
    assert drawn(name).after.settings == drawn(name).before.settings
    assert drawn(name).figures == 1


@each_figure
def test_a_result_is_not_changed_by_being_drawn(name):
    """The table is the same after drawing."""
    assert drawn(name).after.table.equals(drawn(name).before.table)


@each_figure
def test_counts_are_written_under_the_axis(name, plt):
    """The uses of every slice that is drawn stand on the figure."""
    ax = FIGURES.get(name)(RESULTS[name](n=4))
    assert WRITTEN.get(name, {"uses", "documents", "420", "210"}) <= set(texts(ax))


@each_figure
@pytest.mark.parametrize("width", ["column", "page", pytest.param("slide", marks=pytest.mark.slow)])
def test_no_text_is_cut_off_or_covers_another(name, width, plt):
    """At every width all that is written can be read; a slide has the proportions of a page."""
    with style(width):
        figure = FIGURES.get(name)(RESULTS[name]()).get_figure()
    assert TEXTS.clipped(figure) == []
    assert TEXTS.overlapping(figure) == []


@each_figure
def test_a_scale_of_values_shows_zero_or_marks_the_cut(name):
    """Every axis with numbers reaches zero, or two strokes say that it does not."""
    ax = drawn(name).ax
    ax.get_figure().draw_without_rendering()
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        numeric = isinstance(axis.get_major_formatter(), Plain)
        marked = [one for one in ax.get_children() if one.get_label() == CUT]
        assert not numeric or low <= 0 <= high or len(marked) >= 2


@each_figure
def test_colours_are_those_of_the_style_also_when_saved_outside_it(name):
    """A colour like C0 is settled when it is drawn; none of matplotlib's own cycle is left."""
    into = io.StringIO()
    drawn(name).ax.get_figure().savefig(into, format="svg")
    assert not {"#1f77b4", "#ff7f0e", "#2ca02c"} & set(re.findall("#[0-9a-f]{6}", into.getvalue()))


@each_figure
def test_every_figure_has_a_caption(name):
    """What is drawn can be said."""
    assert len(caption(RESULTS[name]())) > 80


@each_figure
@pytest.mark.parametrize("nth", range(len(MADE.NASTY)))
def test_any_string_can_be_a_concept(name, nth, plt):
    """Dollars, markup, Cyrillic, control characters and lone surrogates render without warning.

    Every figure meets every string and every kind of file; a string and a kind meet in every
    third figure.
    """
    concept, kind = MADE.NASTY[nth], KINDS[(nth + list(FIGURES).index(name)) % len(KINDS)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = FIGURES.get(name)(RESULTS[name](concept, n=3))
        ax.get_figure().savefig(io.BytesIO(), format=kind)
