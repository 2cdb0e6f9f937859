"""Values in a notebook: each shows a figure, what it says, a table and its doubts, as text."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
from lxml import html

import toolkit as rt
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document

HERE = Path(__file__).parent
WORLD = SimpleNamespace(**runpy.run_path(str(HERE / "worlds.py")))
TRACE = runpy.run_path(str(HERE.parent / "figures" / "trace_results.py"))


@pytest.fixture(scope="module")
def values():
    """One value of each kind."""
    corpus = WORLD.corpus()
    hits = rt.find("front", corpus)
    topics = rt.fit("nmf", corpus, topics=4, seeds=2, seed=7)
    return {
        "Corpus": corpus,
        "Occurrences": hits,
        "TopicShares": rt.shares(topics, rt.slices(corpus, every=20), resamples=99),
        "Trace": TRACE["trace"](),
        "FrequencySeries": rt.frequency(hits),
    }


def test_each_value_shows_figure_table_and_what_it_says(values):
    """One drawing, described by its caption; a table with its own caption."""
    for name, value in values.items():
        assert type(value).__name__ == name
        tree = html.fromstring(value._repr_html_())
        (drawing,) = tree.xpath("//*[local-name()='svg']")
        assert tree.xpath(f"//*[@id='{drawing.get('aria-labelledby')}']")[0].text_content().strip()
        assert tree.xpath("//table/caption")
        assert not tree.xpath("//script")


def test_the_same_value_shown_twice_has_one_id_and_two_values_have_two(values):
    """Drawings of different values never share ids on a page."""
    shown = [value._repr_html_() for value in values.values()]
    first = [html.fromstring(one).xpath("//figcaption/@id")[0] for one in shown]
    assert len(set(first)) == len(first)


def test_a_corpus_without_dates_and_a_word_nobody_uses_are_shown():
    """What cannot be drawn is said."""
    corpus = Corpus.from_documents([Document("a", "one <b>two</b> three", None)])
    assert "undated" in corpus._repr_html_()
    nobody = rt.find("zzz", corpus)._repr_html_()
    assert "zzz: 0 uses" in nobody
