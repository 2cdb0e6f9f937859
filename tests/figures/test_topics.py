"""What the figures of topics and novelty draw is what their tables hold."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import matplotlib as mpl
import numpy as np
import polars as pl
import pytest

from toolkit.change.changes import Changes, table_of
from toolkit.errors import OptionError, UnknownNameError
from toolkit.figures.breaks import breaks
from toolkit.figures.cards import cards
from toolkit.figures.choice import choice
from toolkit.figures.map import map as draw_map
from toolkit.figures.novelty import novelty
from toolkit.figures.profile import profile
from toolkit.figures.river import river
from toolkit.figures.share import share
from toolkit.figures.style import FAINT
from toolkit.figures.topics import shares, topics
from toolkit.topics.map import DocumentMap

mpl.use("Agg")
MADE = SimpleNamespace(**runpy.run_path(str(Path(__file__).parent / "topic_results.py")))


def test_every_panel_holds_the_shares_of_its_topic():
    """Points are the shares in percent, a gap where there is none; each panel begins at 0."""
    made = MADE.topic_shares()
    figure = shares(made, topics=[2, 0])
    for topic, ax in zip((2, 0), figure.axes, strict=True):
        rows = made.table.filter(topic=topic)["share"].to_numpy()
        assert ax.lines[0].get_ydata() == pytest.approx(100 * rows, nan_ok=True)
        assert ax.get_ylim()[0] == 0
    assert "1950s:\u00a0210" in figure.get_supxlabel()


def test_rows_are_shaded_between_their_own_shares():
    """Dark where a topic is largest, pale where smallest, white without a share."""
    made = MADE.topic_shares()
    ax = topics(made)
    labels = [tick.get_text() for tick in ax.get_yticklabels()]
    for row, label in enumerate(labels):
        share = made.table.filter(label=label)["share"].to_numpy().astype(float)
        dark = [1 - bar.get_facecolor()[0] for bar in ax.containers[row]]
        assert np.argmax(dark) == np.nanargmax(share)
        least, largest = np.nanmin(share), np.nanmax(share)
        wanted = np.nan_to_num(0.08 + 0.92 * (share - least) / (largest - least))
        assert dark == pytest.approx(wanted, abs=1 / 255)  # a step of a colour
    grey = {t.get_text() for t in ax.get_yticklabels() if t.get_color() == FAINT}
    assert grey == {"topic 1"}


def test_the_plane_holds_the_judged_documents():
    """Points are novelty and transience; the one beyond chance is filled, the first is named."""
    made = MADE.novelty_table()
    ax = novelty(made, name=1)
    judged = made.table.drop_nulls("resonance")
    points = ax.collections[0]
    assert np.array(points.get_offsets()) == pytest.approx(
        judged.select("novelty", "transience").to_numpy()
    )
    filled = (points.get_facecolors()[:, :3] < 1).any(axis=1)
    assert filled.tolist() == (judged["resonance"] > 0.9).to_list()
    assert any("1930" in text.get_text() for text in ax.texts)


def test_a_topic_alone_is_drawn_with_its_interval_and_its_gap():
    """Points are the shares, bars their intervals; a break in it stands on the same Axes."""
    made = MADE.topic_shares()
    ax = share(made, topic="topic 2")
    rows = made.table.filter(topic=2)
    assert ax.lines[0].get_ydata() == pytest.approx(rows["share"].to_numpy(), nan_ok=True)
    assert np.isnan(ax.lines[0].get_ydata()).sum() == 1
    assert ax.get_title(loc="left") == "topic 2"
    assert "stability 0.70" in ax.get_ylabel()
    none = {"kind": "none", "p_value": 0.4, "p_floor": 0.001}
    table = table_of("topic 2", "share", "document", [], none)
    found = breaks(Changes("topic 2", "share", table, series=made.of_topic(2)))
    assert found.lines[0].get_ydata() == pytest.approx(rows["share"].to_numpy(), nan_ok=True)
    assert any("no break" in text.get_text() for text in found.texts)


def test_the_river_stacks_the_shares_of_a_slice():
    """Layers are the shares, and add up to one; a slice that is not judged stays empty."""
    made = MADE.topic_shares(topics=9)
    ax = river(made)
    heights = np.array([[bar.get_height() for bar in layer] for layer in ax.containers])
    assert len(heights) == 8
    judged = made.table.filter(topic=0)["share"].is_not_null().to_numpy()
    assert heights[:, judged].sum(axis=0) == pytest.approx(1.0)
    assert np.isnan(heights[0, ~judged]).all()
    share = made.table.filter(label=ax.containers[0].get_label())["share"].to_numpy()
    assert heights[0] == pytest.approx(share, nan_ok=True)


def test_a_profile_holds_the_first_and_the_last_slice():
    """Open points are the first judged slice, filled ones the last, in the order of the labels."""
    made = MADE.topic_shares()
    ax = profile(made)
    labels = [tick.get_text() for tick in ax.get_yticklabels()]
    for points, name in zip(ax.collections[1::2], ("1950s", "2020s"), strict=True):
        rows = [made.table.filter(label=label, slice=name)["share"].item() for label in labels]
        assert np.asarray(points.get_offsets())[:, 0] == pytest.approx(rows)


def test_the_map_holds_the_documents_and_rings_the_concept():
    """Points are the places; rings those with an occurrence; groups have their colours."""
    made = MADE.document_map()
    ax = draw_map(made)
    places = made.table.select("x", "y").to_numpy()
    assert np.asarray(ax.collections[0].get_offsets()) == pytest.approx(places)
    ringed = np.asarray(ax.collections[-1].get_offsets())
    assert ringed == pytest.approx(places[(made.table["n_occurrences"] > 0).to_numpy()])
    names = [f"group {k % 9}" for k in range(60)]
    grouped = made.table.with_columns(group=pl.Series(names))
    ax = draw_map(DocumentMap(grouped, "mean", (0.4, 0.1), by="group"))
    colors = ax.collections[0].get_facecolors()
    assert len(np.unique(colors, axis=0)) == 8
    assert any("others (12)" in text.get_text() for text in ax.texts)
    ax = draw_map(DocumentMap(made.table, "mean", None, kept=0.6))
    assert "far means nothing" in ax.get_xlabel()
    assert not ax.get_xticks().size


def test_numbers_of_topics_are_drawn_with_their_stability():
    """Points are the means, bars the quartiles."""
    made = MADE.topic_choice()
    ax = choice(made)
    assert ax.lines[0].get_ydata() == pytest.approx(made.table["stability"].to_numpy())
    assert ax.lines[1].get_ydata() == pytest.approx(made.table["coherence"].to_numpy())


def test_groups_and_unknown_topics_are_refused():
    """One group at a time, and topics that are there."""
    made = MADE.topic_shares()
    with pytest.raises(OptionError, match="0 to 3"):
        shares(made, topics=[9])
    grouped = type(made)(made.table.with_columns(group=made.table["label"]), made.labels)
    with pytest.raises(OptionError, match="one group"):
        topics(grouped)


def test_a_card_holds_its_words_and_its_time():
    """Bars are the shares of the words, points those of the slices; the unstable card is grey."""
    made = MADE.topic_cards()
    ax = cards(made, topics=[1, "topic 2"])
    for n, topic in enumerate((1, 2)):
        bars = [bar.get_width() for bar in ax.containers[n]]
        words = made.words.filter(topic=topic)["share"].to_numpy()
        assert np.array(bars) / bars[0] == pytest.approx(words / words[0])
        grey = ax.containers[n][0].get_facecolor() == mpl.colors.to_rgba(FAINT)
        assert grey == (topic == 1)
        share = made.shares.table.filter(topic=topic)["share"].to_numpy().astype(float)
        line = [one for one in ax.lines if len(one.get_xdata()) == len(share)][n].get_ydata()
        base = [one for one in ax.lines if len(one.get_xdata()) == 2][n].get_ydata()[0]
        heights = base - np.asarray(line)
        assert heights / np.nanmax(heights) == pytest.approx(share / np.nanmax(share), nan_ok=True)
        best = np.nanmax(share)
        assert f"{best:.1%}" in [text.get_text() for text in ax.texts]
    assert "1950s:\u00a0210" in ax.get_xlabel()
    with pytest.raises(UnknownNameError, match="topic"):
        cards(made, topics=[9])
    with pytest.raises(OptionError, match="no topic"):
        cards(made, topics=[])
