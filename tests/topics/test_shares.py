"""Shares over time: against plain sums, in thin slices, for the passages of a concept."""

import numpy as np
import polars as pl
import pytest

import toolkit as rt
from toolkit.errors import OptionError, ProvenanceError
from toolkit.topics.resampled import resampled_shares


def test_shares_are_tokens_of_a_topic_over_tokens(model, small):
    """A double loop over documents gives the same shares, and they add up to 1 in a slice."""
    slices = rt.slices(small.corpus)
    found = rt.shares(model, slices, resamples=99).table
    for part in slices:
        for topic in range(len(model)):
            top = bottom = 0.0
            for row in part.documents:
                top += model.document_topic[row, topic] * model.document_words[row]
                bottom += model.document_words[row]
            shown = found.filter((pl.col("slice") == part.label) & (pl.col("topic") == topic))
            assert shown["share"].item() == pytest.approx(top / bottom)
            assert shown["low"].item() <= shown["share"].item() <= shown["high"].item()
    assert found.group_by("slice").agg(pl.col("share").sum())["share"].to_list() == [
        pytest.approx(1.0)
    ] * len(slices)


def test_the_interval_of_a_mean_is_that_of_students_t():
    """With equal documents the share is a mean, and its interval as wide as one by t."""
    from scipy.stats import t

    rng = np.random.default_rng(0)
    values = rng.normal(0.5, 0.05, 12)
    weighted = np.column_stack([values, 1 - values])
    found = resampled_shares(weighted, np.ones(12), 20_000, 0.95, rng)
    half = t.ppf(0.975, 11) * values.std(ddof=1) / np.sqrt(12)
    assert found.high[0] - found.low[0] == pytest.approx(2 * half, rel=0.05)


def test_too_few_documents_have_counts_and_no_share(model, small):
    """Four documents: counts stand, share and interval are null, and a doubt says so."""
    few = rt.slices(small.corpus, where={"id": [f"d{n:05}" for n in range(4)]})
    found = rt.shares(model, few)
    assert found.table["share"].null_count() == found.table.height
    assert set(found.table["n_documents"]) == {4}
    assert any("too few (4 documents)" in doubt for doubt in found.doubts)
    assert "No slice" in found.answer()[0]


def test_the_topics_of_a_concept_are_those_of_its_passages(model, small):
    """Only passages with an occurrence count; a word of one topic leads to that topic."""
    first = int(np.argmax(model.topic_word[:, 0]))
    word = max(
        model.words(first, 30),
        key=lambda w: (
            model.topic_word[first, model.passages.words.index(w)]
            / model.topic_word[:, model.passages.words.index(w)].sum()
        ),
    )
    slices = rt.slices(small.corpus)
    hits = rt.find(word, small.corpus)
    plain = rt.shares(model, slices, resamples=99).table
    around = rt.shares(model, slices, of=hits, resamples=99)
    assert around.of == word
    holding = [len(np.intersect1d(part.documents, hits.document)) for part in slices]
    assert around.table.filter(pl.col("topic") == 0)["n_documents"].to_list() == holding
    mine = pl.col("topic") == first
    assert (around.table.filter(mine)["share"] > plain.filter(mine)["share"]).all()


def test_groups_are_shared_out_by_themselves(model, small):
    """With `by` the shares of a group are those of slices of that group alone."""
    found = rt.shares(model, by="language", resamples=99).table
    assert found["group"].unique().to_list() == ["en"]
    plain = rt.shares(model, resamples=99).table
    assert found.drop("group").equals(plain)


def test_what_does_not_belong_together_is_refused(model, small):
    """Slices of another corpus, a handful of draws."""
    other = rt.Corpus.from_documents([rt.Document("a", "bread", rt.parse_date("1917"))])
    with pytest.raises(ProvenanceError, match="another corpus"):
        rt.shares(model, rt.slices(other))
    with pytest.raises(OptionError, match="at least 99"):
        rt.shares(model, resamples=9)
