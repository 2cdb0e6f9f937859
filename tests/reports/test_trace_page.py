"""The page of a trace: the text whole, its forerunners inside, no script, nothing loaded."""

import re
import runpy
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from lxml import html

from toolkit.reports.annotated import compared, pieces
from toolkit.reports.report import report

MADE = runpy.run_path(str(Path(__file__).parents[1] / "figures" / "trace_results.py"))
NASTY = runpy.run_path(str(Path(__file__).parents[1] / "figures" / "results.py"))["NASTY"]


@pytest.fixture(scope="module")
def page():
    """Make the page of a small trace."""
    return report(MADE["trace"]()).html


def test_the_text_is_whole_and_marked(page):
    """Pieces put together are the text; each passage opens the documents that have it."""
    trace = MADE["trace"]()
    found = pieces(trace)
    assert "".join(one.text for one in found) == trace.text
    assert [one.kind for one in found if one.kind] == ["quotation", "quotation", "formula"]
    first = next(one for one in found if one.kind)
    assert [one.date for one in first.forerunners] == ["1848", "1917", "1960-05-01"]
    tree = html.fromstring(page)
    opened = tree.xpath("//div[@class='text']/details[@class='quotation']")
    assert len(opened) == 2
    assert opened[0].xpath("./summary")[0].text_content() == first.text
    assert len(opened[0].xpath(".//blockquote")) == 3


def test_a_passage_that_overlaps_another_is_marked_where_it_is_free():
    """Two words shared: both are marked, the text is whole; one within another is not marked."""
    trace = MADE["trace"]()
    second = pl.col("passage") == 2
    for start, stop, marked in ((33, 80, 2), (10, 35, 1)):
        moved = [pl.when(second).then(pl.lit(at)).otherwise(pl.col(name)).alias(name)
                 for name, at in (("start", start), ("stop", stop))]  # fmt: skip
        table = trace.reuse.table.with_columns(moved)
        found = pieces(replace(trace, reuse=replace(trace.reuse, table=table)))
        assert "".join(one.text for one in found) == trace.text
        assert [one.kind for one in found].count("quotation") == marked


def test_differences_are_marked():
    """Words that the text does not have in that place are told from those it has."""
    words = compared("Let a hundred flowers bloom", "let one hundred Flowers bloom, then")
    assert [word.text for word in words if not word.same] == ["one", "then"]


def test_the_page_holds_no_script_and_loads_nothing(page):
    """A policy forbids it, no element tries, no address leads out but to this page."""
    tree = html.fromstring(page)
    assert not tree.xpath("//script | //iframe | //link | //object | //img")
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    addresses = tree.xpath("//@href")
    assert addresses
    assert all(one.startswith(("#", "data:text/csv")) for one in addresses)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {one[1:] for one in addresses if one.startswith("#")} <= set(ids)


def test_every_concept_and_every_figure_is_on_the_page(page):
    """Points as headings, a sentence for each concept, three figures, tables to take away."""
    tree = html.fromstring(page)
    assert len(tree.xpath("//figure//*[local-name()='svg']")) == 3
    heads = [one.text_content() for one in tree.xpath("//section[@id='concepts']/h3")]
    assert heads == ["4 Front", "5 War", "8 Command"]
    names = tree.xpath("//section[@id='concepts']/details/summary/text()")
    assert set(names) == {"united front", "people's war", "mass line", "politics in command"}
    assert len(tree.xpath("//a[@download]")) == 13


def test_the_same_trace_gives_the_same_bytes(page):
    """Made twice, the page is the same."""
    assert report(MADE["trace"]()).html == page


@pytest.mark.parametrize("name", NASTY)
def test_any_string_is_shown_as_text(name):
    """Markup in names becomes text, never an element."""
    found = report(MADE["trace"](name)).html
    assert not re.search(r"<b>bold</b>", found)
    assert html.fromstring(found).xpath("count(//section)") == 8
