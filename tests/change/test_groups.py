"""Groups compared, a drift in parts, and what is said when the mix moves, on planted texts."""

import numpy as np
import polars as pl
import pytest

from tests.change.conftest import text
from toolkit.change.composition import of_composition, outside_space
from toolkit.change.convergence import convergence
from toolkit.change.decompose import decompose
from toolkit.change.drift import drift
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.corpus.slices import slices
from toolkit.errors import OptionError, ProvenanceError, UnknownNameError
from toolkit.spaces.fit import fit

QUICK = {"permutations": 49, "controls": 0}


def archive(seed, fields, docs=12, share=None):
    """Make documents of two sides over decades.

    `fields` gives for each side the field of `charter` in each decade; `share` the number of
    documents of each side in each decade.
    """
    rng = np.random.default_rng(seed)
    made = []
    for side, decades in fields.items():
        for decade, field in enumerate(decades):
            for k in range(share[side][decade] if share else docs):
                uses = [("charter", field, 2 + int(rng.integers(2))), ("mandate", "farm", 6)]
                made.append(
                    Document(
                        f"{side}-{decade}-{k}",
                        text(rng, uses),
                        parse_date(str(1900 + 10 * decade + int(rng.integers(10)))),
                        author=f"{side} {k % 3}",
                        variables={"side": side, "kind": "letter"},
                    )
                )
    return Corpus.from_documents(made)


@pytest.fixture(scope="module")
def meeting():
    """Make two sides that differ in the first decades and speak alike in the last."""
    return archive(0, {"left": ["law", "law", "law"], "right": ["war", "war", "law"]})


def test_groups_differ_where_they_do_and_come_closer(meeting):
    """Far apart beyond chance in two decades, together in the third, and said so."""
    found = convergence("charter", meeting, by="side", unit="document", **QUICK)
    assert found.table["group"].unique().to_list() == ["left"]
    value, q = (found.table[name].to_list() for name in ("value", "q_value"))
    assert min(value[:2]) > 0.3
    assert abs(value[2]) < 0.1
    assert max(q[:2]) <= 0.05 < q[2]
    (slope,) = found.trends.rows(named=True)
    assert slope["high"] < 0
    assert slope["p_value"] == 0.02
    assert any("come closer from the 1900s to the 1920s" in line for line in found.answer())
    counts = meeting.documents.filter(pl.col("id").str.starts_with("right-0")).height
    assert found.table["n_documents_other"][0] == counts == 12


def test_passages_of_each_group_and_slice_stand_behind_it(meeting):
    """Passages are labelled by group and slice, and come from it."""
    found = convergence("charter", meeting, by="side", **QUICK)
    for row in found.evidence.iter_rows(named=True):
        side, _, decade = row["slice"].partition(", ")
        assert row["id"].startswith(f"{side}-{(int(decade[:4]) - 1900) // 10}")
    assert found.evidence["slice"].n_unique() == 6


def test_too_few_authors_are_a_doubt_not_a_claim(meeting):
    """Three authors a side: their texts are compared, and it is said that they are three."""
    found = convergence("charter", meeting, by="side", **QUICK)
    assert any("cannot be told from" in doubt for doubt in found.doubts)


def test_numbers_of_groups_that_cannot_be_compared_are_refused(meeting):
    """One group, too many, and a misspelt variable."""
    with pytest.raises(OptionError, match="1 values; 2 to 6"):
        convergence("charter", meeting, by="kind", **QUICK)
    with pytest.raises(OptionError, match="grouped"):
        convergence("charter", meeting, by="id", **QUICK)
    with pytest.raises(UnknownNameError):
        convergence("charter", meeting, by="sid", **QUICK)
    with pytest.raises(OptionError, match="cosine or squared"):
        convergence("charter", meeting, by="side", metric="apd", **QUICK)


def parts_of(corpus, by="side"):
    """Decompose the drift of the last decade, with strata or without."""
    series = drift("charter", corpus, slices=slices(corpus, every=10), unit="document", **QUICK)
    found = decompose(series, by=by, permutations=49)
    last = found.table.filter(pl.col("slice") == series.table["slice"][-1])
    return {row["part"]: row for row in last.iter_rows(named=True)}, found, series


def test_a_change_within_groups_is_called_so():
    """Both sides change, their numbers stay: all is within, beyond chance; parts add up."""
    corpus = archive(1, {"left": ["law", "war"], "right": ["law", "war"]})
    parts, found, series = parts_of(corpus)
    assert parts["within"]["share"] == pytest.approx(1.0, abs=0.1)
    assert parts["within"]["p_value"] == 0.02
    three = sum(parts[name]["value"] for name in ("within", "shares", "turnover"))
    assert three == pytest.approx(parts["total"]["value"], abs=1e-12)
    assert parts["total"]["value"] == pytest.approx(series.table["value"][-1], abs=0.02)
    assert parts["total"]["covered"] == 1.0
    assert "within the same values of side" in found.answer()[0]


def test_a_change_of_shares_is_called_so_and_strata_take_it_out():
    """Neither side changes, one grows: all is shares; the drift with strata is about zero."""
    fields = {"left": ["law", "law"], "right": ["war", "war"]}
    corpus = archive(2, fields, share={"left": [20, 5], "right": [5, 20]})
    parts, _, series = parts_of(corpus)
    assert parts["shares"]["share"] == pytest.approx(1.0, abs=0.1)
    assert parts["within"]["p_value"] > 0.05
    assert any("change with time in side" in doubt for doubt in series.doubts)
    fixed = drift("charter", corpus, strata="side", metric="squared", **QUICK)
    assert abs(fixed.table["value"][-1]) < 0.1 * parts["total"]["value"]
    assert not any("in side" in doubt for doubt in fixed.doubts)


def test_newcomers_are_called_so():
    """Those who came stand for the change, and a doubt says how few spoke on both sides."""
    fields = {"left": ["law", "law"], "new": ["war", "war"], "old": ["law", "law"]}
    corpus = archive(3, fields, share={"left": [6, 6], "new": [0, 34], "old": [34, 0]})
    parts, found, _ = parts_of(corpus)
    assert parts["turnover"]["share"] > 0.8
    assert any("hold" in doubt and "of its uses" in doubt for doubt in found.doubts)


def test_what_has_no_parts_is_refused(meeting):
    """A series of another metric, or one not made by drift."""
    series = drift("charter", meeting, metric="prt", **QUICK)
    with pytest.raises(OptionError, match="has no parts"):
        decompose(series)
    with pytest.raises(ProvenanceError):
        decompose(type(series)("charter", "cosine", "ppmi", series.table))


def test_a_vocabulary_that_moves_is_said():
    """A tenth of the tokens misread in one decade only: the drift says so, counted by hand."""
    rng = np.random.default_rng(4)
    made = []
    for decade in range(2):
        for k in range(12):
            words = text(rng, [("charter", "law", 3)]).split()
            if decade:
                for at in rng.integers(0, len(words), len(words) // 8):
                    if "charter" not in words[at]:
                        words[at] = f"x{decade}q{k}z{at}"
            year = str(1900 + 10 * decade + k % 10)
            made.append(Document(f"{decade}-{k}", " ".join(words), parse_date(year)))
    corpus = Corpus.from_documents(made)
    series = drift("charter", corpus, **QUICK)
    space = fit("ppmi", corpus)
    known = {corpus.index.types[i] for i in space.kept}
    for row, unread in enumerate(outside_space(corpus, space)):
        words = corpus.text_at(row).lower().replace(".", " ").split()
        assert unread == sum(word not in known for word in words)
    assert any("outside the space" in doubt for doubt in series.doubts)
    assert of_composition(*series.asked) == [
        doubt for doubt in series.doubts if "of the tokens" in doubt or "mix" in doubt
    ]
