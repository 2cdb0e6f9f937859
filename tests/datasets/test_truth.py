"""Findings beside the truth: each verdict, and what is refused."""

import polars as pl
import pytest

from toolkit.datasets.truth import truth_beside
from toolkit.errors import ShapeError

TRUTH = pl.DataFrame(
    {
        "concept": ["league", "levy", "reform", "union", "tithe", "compact"],
        "kind": ["sudden", "gradual", "stable", "authors", "rare", "absent"],
        "when": ["1930s", "1920s", None, None, None, None],
        "until": ["1930s", "1950s", None, None, None, None],
        "expected": ["change", "change", "none", "mix", "unjudged", "unjudged"],
    }
)


def verdicts(**found):
    """Verdict per concept, for findings given as concept=(found, when)."""
    rows = [{"concept": c, "found": f, "when": w} for c, (f, w) in found.items()]
    schema = {"concept": pl.String, "found": pl.Boolean, "when": pl.String}
    table = truth_beside(TRUTH, pl.DataFrame(rows, schema=schema))
    return dict(zip(table["concept"], table["verdict"], strict=True))


@pytest.mark.parametrize(
    ("concept", "found", "when", "verdict"),
    [
        ("league", True, "1930s", "right"),
        ("league", True, "1940s", "wrong slice"),
        ("league", True, None, "right, not dated"),
        ("league", False, None, "missed"),
        ("league", None, None, "not judged"),
        ("levy", True, "1920s", "right"),
        ("levy", True, "1950s", "right"),
        ("levy", True, "1910s", "wrong slice"),
        ("reform", True, "1930s", "false alarm"),
        ("reform", False, None, "right"),
        ("union", True, "1960s", "as the mix"),
        ("union", False, None, "right"),
        ("tithe", None, None, "not judged"),
        ("tithe", True, "1950s", "false alarm"),
    ],
)
def test_each_verdict(concept, found, when, verdict):
    """The verdict follows from what was planted, what was found and where."""
    assert verdicts(**{concept: (found, when)})[concept] == verdict


def test_what_was_not_looked_at_is_not_judged():
    """A concept without a finding stays in the table; the order is that of the truth."""
    found = verdicts(levy=(True, "1930s"))
    assert list(found) == TRUTH["concept"].to_list()
    assert found["league"] == "not judged"


def test_findings_without_their_columns_are_refused():
    """A table that lacks a column is refused by name."""
    with pytest.raises(ShapeError, match="found, when"):
        truth_beside(TRUTH, pl.DataFrame({"concept": ["league"]}))
