"""Slices: labels, edges, gaps, uncertain dates, groups, and what lies in none."""

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from toolkit.corpus.dates import DateSpan, parse_date, sequence_date
from toolkit.corpus.days import day_of
from toolkit.corpus.slices import slices
from toolkit.errors import DateError, OptionError, UnknownNameError


def archive(dates, tokens=None, **variables):
    """Stand in for a corpus with the frame of documents alone."""
    spans = [parse_date(date) if isinstance(date, str) else date for date in dates]
    frame = pl.DataFrame(
        {
            "id": [f"d{i}" for i in range(len(spans))],
            "precision": [span.precision if span else "" for span in spans],
            "start": [span.start if span else None for span in spans],
            "stop": [span.stop if span else None for span in spans],
            "n_tokens": tokens or [10] * len(spans),
            **variables,
        },
        schema_overrides={"start": pl.Int32, "stop": pl.Int32, "n_tokens": pl.Int64},
    )
    return SimpleNamespace(documents=frame, hash="0")


def rows(found):
    """Label to rows, for comparison."""
    return {item.label: item.documents.tolist() for item in found}


def test_decades_are_the_default_and_an_empty_decade_stays():
    """Without any option slices are decades aligned to round years; an empty one stays."""
    found = slices(archive(["1961", "1969-12-31", "1980-01-01"]))
    assert rows(found) == {"1960s": [0, 1], "1970s": [], "1980s": [2]}
    assert (found["1970s"].start, found["1970s"].stop) == (day_of(1970), day_of(1980))


@pytest.mark.parametrize(
    ("every", "labels"),
    [
        (1, ["1963", "1964", "1965"]),
        (5, ["1960–1964", "1965–1969"]),
        (10, ["1960s"]),
        (20, ["1960–1979"]),
        (100, ["1900–1999"]),
    ],
)
def test_labels_say_the_years_they_span(every, labels):
    """One year, an aligned decade and other spans of whole years each have their own form."""
    assert slices(archive(["1963", "1965"]), every=every).labels == tuple(labels)


def test_years_before_christ_are_counted_by_the_calendar_without_a_year_zero():
    """Year 0 is 1 BCE; a slice across the eras names both."""
    found = slices(archive(["44 BCE", "4 BCE", "14 AD"]), every=10)
    assert found.find("51–42 BCE").documents.tolist() == [0]
    assert found.find("11–2 BCE").documents.tolist() == [1]
    assert found.find("1 BCE–9").documents.tolist() == []
    assert found.find("10s").documents.tolist() == [2]
    assert slices(archive(["44 BCE"]), every=1).labels == ("44 BCE",)


def test_sequence_numbers_count_from_one():
    """Numbers in place of dates are grouped 1–10, 11–20 … and labelled as numbers."""
    numbered = archive([sequence_date(n) for n in (1, 10, 11, 25)])
    assert rows(slices(numbered, every=10)) == {"1–10": [0, 1], "11–20": [2], "21–30": [3]}
    assert slices(numbered, every=1).labels[:2] == ("1", "2")


def test_a_label_is_found_with_a_plain_hyphen():
    """What a keyboard can type finds the slice; a wrong label names the near ones."""
    found = slices(archive(["1961", "1967"]), every=5)
    assert found["1960-1964"].label == "1960–1964"
    assert "1965-1969" in found
    assert "1970s" not in found
    with pytest.raises(UnknownNameError, match="Did you mean '1960–1964'"):
        found["1960–1963"]


def test_edges_make_one_slice_fewer_and_what_lies_outside_is_counted():
    """Between years and days alike; documents outside are counted."""
    found = slices(
        archive(["1840", "1850", "1917-11-07", "1950"]), edges=[1848, "1917-11-07", 1930]
    )
    assert found.labels == ("1848-01-01–1917-11-06", "1917-11-07–1929-12-31")
    assert [item.documents.tolist() for item in found] == [[1], [2]]
    assert found.outside.tolist() == [0, 3]
    assert found.notes() == ["2 documents dated outside every slice"]


@pytest.mark.parametrize("edges", [[1848], [1917, 1848], [1848, 1848]])
def test_edges_that_make_no_slice_are_refused(edges):
    """Fewer than two edges, or edges out of order, stop at once."""
    with pytest.raises(OptionError, match="later than the one before"):
        slices(archive(["1850"]), edges=edges)


def test_an_edge_that_is_no_date_is_refused():
    """Nothing is guessed about an edge."""
    with pytest.raises(DateError):
        slices(archive(["1850"]), edges=[1848, "after the war"])


def test_named_periods_keep_their_names_their_order_in_time_and_may_overlap():
    """A document in two named periods stands in both."""
    found = slices(
        archive(["1916", "1920", "1930"]),
        periods={"peace": (1918, 1939), "war": (1914, 1919), "civil war": "1917-11-07/1921-03"},
    )
    assert rows(found) == {"war": [0], "civil war": [1], "peace": [1, 2]}


def test_events_and_spans_are_periods_of_their_own_name():
    """A list of dated things needs no names besides."""
    event = SimpleNamespace(label="the Commune", date=parse_date("1871-03/1871-05"))
    found = slices(archive(["1871-04-01", "1917"]), periods=[parse_date("1917"), event])
    assert rows(found) == {"the Commune": [0], "1917": [1]}


@pytest.mark.parametrize(
    "periods",
    [{}, {"backwards": (1930, 1920)}, {"three": (1, 2, 3)}, [parse_date("1917")] * 2],
)
def test_periods_that_make_no_sense_are_refused(periods):
    """No period, a period that ends before it begins, two of one name: refused."""
    with pytest.raises(OptionError):
        slices(archive(["1917"]), periods=periods)


def test_equal_mass_balances_tokens_not_documents():
    """One long text weighs as much as many short ones."""
    found = slices(archive([str(1900 + i) for i in range(9)], [80] + [10] * 8), mass=2)
    assert rows(found) == {"1900": [0], "1901–1908": list(range(1, 9))}


def test_equal_mass_comes_within_one_document_of_its_aim():
    """With documents of like size each slice holds its share, give or take one document."""
    rng = np.random.default_rng(3)
    tokens = rng.integers(50, 150, 400)
    found = slices(archive([str(1500 + i) for i in range(400)], tokens.tolist()), mass=20)
    shares = [tokens[item.documents].sum() for item in found]
    assert len(found) == 20
    assert max(abs(share - tokens.sum() / 20) for share in shares) <= 150
    assert sum(shares) == tokens.sum()


def test_documents_of_one_date_are_never_parted_by_equal_mass():
    """There are no more slices than dates."""
    found = slices(archive(["1917"] * 5 + ["1918"] * 5), mass=7)
    assert rows(found) == {"1917": [0, 1, 2, 3, 4], "1918": [5, 6, 7, 8, 9]}


def test_rolling_windows_overlap_and_reach_both_ends():
    """Each window is whole; together they hold every document at least once."""
    found = slices(archive([str(year) for year in range(1903, 1931)]), rolling=(20, 5))
    assert found.labels == ("1900–1919", "1905–1924", "1910–1929", "1915–1934")
    assert set(np.concatenate([item.documents for item in found])) == set(range(28))
    assert slices(archive(["1903"]), rolling=(20, 5)).labels == ("1900–1919",)
    with pytest.raises(OptionError, match="at most the width"):
        slices(archive(["1903"]), rolling=(5, 20))


def test_a_span_across_an_edge_lies_at_its_middle_and_is_counted():
    """1957/1960 covers four years, most of them in the 1950s; a span up to an edge crosses none."""
    found = slices(archive(["1951/1959", "1957/1960", "1959/1962", None]))
    assert rows(found) == {"1950s": [0, 1], "1960s": [2]}
    assert found.straddling.tolist() == [1, 2]
    assert found.undated.tolist() == [3]
    assert "1 document without a date" in repr(found)


def test_groups_share_their_slices():
    """Every author has the same periods, empty where that author wrote nothing."""
    found = slices(archive(["1961", "1975", "1983"], author=["Ada", "Bo", None]), by="author")
    assert {name: [len(item.documents) for item in group] for name, group in found.items()} == {
        "Ada": [1, 0, 0],
        "Bo": [0, 1, 0],
        "unknown": [0, 0, 1],
    }
    assert found["Bo"].group == "Bo"
    with pytest.raises(UnknownNameError, match="'author'"):
        slices(archive(["1961"], author=["Ada"]), by="autor")


def test_where_keeps_only_what_is_asked_for():
    """A value, a list of values or an expression; the range of time follows what is kept."""
    texts = archive(["1961", "1975", "1983"], author=["Ada", "Bo", "Cy"])
    assert rows(slices(texts, where={"author": "Bo"})) == {"1970s": [1]}
    assert rows(slices(texts, where={"author": ["Ada", "Bo"]})) == {"1960s": [0], "1970s": [1]}
    assert rows(slices(texts, where=pl.col("author") > "Bo")) == {"1980s": [2]}


def test_two_ways_at_once_are_refused():
    """The error names both."""
    with pytest.raises(OptionError, match="every and mass"):
        slices(archive(["1961"]), every=10, mass=3)


@pytest.mark.parametrize(
    "options", [{"every": 0}, {"every": 2.5}, {"mass": 0}, {"rolling": (0, 1)}]
)
def test_sizes_below_one_are_refused(options):
    """A slice has at least one year."""
    with pytest.raises(OptionError):
        slices(archive(["1961"]), **options)


@pytest.mark.parametrize("options", [{}, {"mass": 4}, {"rolling": (20, 5)}])
def test_a_corpus_without_dates_has_no_slices(options):
    """No slice, an empty table of the same columns, and a count of the undated."""
    found = slices(archive([None, None]), **options)
    assert (len(found), found.table.height, found.undated.tolist()) == (0, 0, [0, 1])
    with pytest.raises(UnknownNameError, match="no document has a date"):
        found["1960s"]


def test_the_table_counts_documents_and_tokens():
    """Half-open ISO dates, the mid-point in years, and the two counts."""
    table = slices(archive(["1961", "1962", "1975"], [3, 4, 5])).table
    assert table.rows() == [
        ("1960s", "1960-01-01", "1970-01-01", 1965.0, 2, 7),
        ("1970s", "1970-01-01", "1980-01-01", 1975.0, 1, 5),
    ]


def test_every_document_lies_where_a_plain_loop_puts_it():
    """Random spans, random edges: the same slice, the same crossings as document by document."""
    rng = np.random.default_rng(5)
    starts = rng.integers(-40_000, 40_000, 300)
    spans = [
        DateSpan(int(a), int(a + n), "span", "")
        for a, n in zip(starts, rng.integers(1, 9000, 300), strict=True)
    ]
    found = slices(archive(spans), edges=[1880, 1901, 1917, 1950, 1999])
    for item in found:
        inside = [
            i for i, s in enumerate(spans) if item.start <= (s.start + s.stop) / 2 < item.stop
        ]
        assert item.documents.tolist() == inside
    edges = [day_of(year) for year in (1880, 1901, 1917, 1950, 1999)]
    crossing = [i for i, s in enumerate(spans) if any(s.start < edge < s.stop for edge in edges)]
    assert found.straddling.tolist() == crossing
