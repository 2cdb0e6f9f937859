"""The place of the scholar's own reading on the page."""

import re

import polars as pl

import toolkit as rt
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document

TEXT = "a {} front of the people came in the morning and went again at night"


def corpus():
    """Make sixty texts of two decades."""
    return Corpus.from_documents(
        [
            Document(f"{k}", TEXT.format(("cold", "red")[k % 2]), parse_date(str(1900 + k // 3)))
            for k in range(60)
        ]
    )


def test_a_page_without_a_reading_says_so():
    """Not checked by hand."""
    made = corpus()
    page = rt.report([rt.frequency(rt.find("front", made))]).html
    assert "Not checked by hand" in page


def test_coded_passages_stand_with_their_concept_and_what_they_say_is_data():
    """Alpha, shares with intervals, downloads; a label that is markup stays a text."""
    made = corpus()
    sheet = rt.sample("front", made, n=40, questions=["kind"])
    label = "<script>alert(1)</script>"
    said = [label if "red" in left else "cold" for left in sheet["left"]]
    coded = rt.agree([sheet.with_columns(kind=pl.Series(said))] * 2, made)
    rates = [rt.frequency(rt.find(name, made)) for name in ("front", "morning")]
    page = rt.report(rates, coded=[coded]).html
    assert page.count("Not checked by hand") == 1
    assert "alpha 1.00" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    assert re.search(r"coded-shares-front-0-[0-9a-f]{10}\.csv", page)
