"""Collocates, keyness, word shifts, turnover: counts by hand, planted truth, refusals."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

import toolkit as rt
from toolkit.change.company_metrics import CollocateDivergence
from toolkit.change.materials import UnitCounts
from toolkit.change.word_counts import beside, of_documents, of_types
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.errors import OptionError, UnknownNameError

MADE = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("words_planted.py"))))


@pytest.fixture(scope="module")
def moved():
    """Make an archive in which the company of `charter` changes in 1910."""
    return MADE.archive(0, moves=True)


def texts(*pairs):
    """Make a corpus of dated texts."""
    return Corpus.from_documents(
        [Document(f"{k}", text, parse_date(year)) for k, (year, text) in enumerate(pairs)]
    )


def test_tokens_beside_two_uses_count_once_and_stop_at_the_document():
    """Window 2: `b` stands between two uses and counts once; nothing crosses into the next text."""
    corpus = texts(("1900", "a x b x c d"), ("1901", "e x f"))
    near = beside(rt.find("x", corpus), 2)
    counts = {
        t: near.table[:, [corpus.index.id_of(t)]].toarray().ravel().tolist() for t in "abcdef"
    }
    assert counts == {
        **dict.fromkeys("abcd", [1.0, 0.0]),
        **dict.fromkeys("ef", [0.0, 1.0]),
    }
    assert (near.tokens.tolist(), near.uses.tolist()) == ([4.0, 2.0], [2.0, 1.0])


def test_counts_by_document_are_those_of_the_texts(moved):
    """Every word of every document, counted by splitting the text."""
    rows = np.array([0, 5, 40])
    table = of_documents(moved, rows)
    some = np.array([moved.index.id_of("charter"), moved.index.id_of("rifle")])
    for row in rows:
        words = moved.text_at(row).split()
        for place, name in enumerate(("charter", "rifle")):
            assert table[[row]][:, some].toarray()[0, place] == words.count(name)
            assert of_types(moved, some).toarray()[row, place] == words.count(name)
    assert table.sum() == moved.documents["n_tokens"].to_numpy()[rows].sum()


def test_log_dice_of_a_slice_is_that_of_its_counts(moved):
    """Recounted from the texts of the slice: tokens within the window, uses, tokens in all."""
    slices = rt.slices(moved)
    found = rt.collocates("charter", moved, slices=slices, window=3, permutations=9).table
    row = found.drop_nulls("collocate").row(0, named=True)
    near = uses = count = 0
    for k in slices[row["slice"]].documents:
        words = moved.text_at(k).split()
        at = [i for i, word in enumerate(words) if word == "charter"]
        close = {j for i in at for j in range(max(0, i - 3), min(len(words), i + 4))}
        near += sum(words[j] == row["collocate"] for j in close)
        uses, count = uses + len(at), count + words.count(row["collocate"])
    assert (row["n_near"], row["n_occurrences"]) == (near, uses)
    assert row["log_dice"] == pytest.approx(14 + np.log2(2 * near / (uses + count)))
    assert row["low"] <= row["log_dice"] <= row["high"]


@pytest.mark.parametrize("measure", ["log_dice", "log_likelihood"])
def test_planted_company_is_found_and_its_move_too(moved, measure):
    """Farm before 1910, war after; both move beyond chance; the word of all times does not."""
    found = rt.collocates("charter", moved, measure=measure, window=2, most=6).table
    by = {label: set(rows["collocate"]) for (label,), rows in found.group_by("slice")}
    assert by["1900s"] == {*MADE.EARLY, *MADE.ALWAYS}
    assert by["1910s"] == by["1920s"] == {*MADE.LATE, *MADE.ALWAYS}
    here = found.with_columns(fixed=pl.col("collocate").is_in(MADE.ALWAYS))
    assert here.filter(~pl.col("fixed") & (pl.col("slice") == "1900s"))["q_value"].max() <= 0.05
    assert here.filter("fixed")["p_value"].min() > 0.02


def test_evidence_shows_the_concept_beside_the_word(moved):
    """Every passage has both, from the slice it is listed under."""
    found = rt.collocates("charter", moved, window=3, permutations=9)
    assert len(found.evidence)
    for row in found.evidence.iter_rows(named=True):
        assert row["collocate"] in f"{row['left']} {row['right']}".split()
        assert row["date"][:3] == row["slice"][:3]


def test_keyness_finds_the_words_of_war_and_no_filler(moved):
    """All planted words on their side, and few others."""
    found = rt.keyness(moved, slice="1920s", against="first", min_count=10)
    more = found.table.filter(pl.col("log_ratio") > 0)["word"].to_list()
    less = found.table.filter(pl.col("log_ratio") < 0)["word"].to_list()
    assert set(MADE.LATE) <= set(more)
    assert set(MADE.EARLY) <= set(less)
    assert len(more) + len(less) <= 12


def test_keyness_counts_are_those_of_the_texts(moved):
    """Tokens of a word and their rates, recounted."""
    slices = rt.slices(moved)
    row = rt.keyness(moved, slices=slices, min_count=10).table.row(0, named=True)
    words = " ".join(moved.text_at(k) for k in slices["1920s"].documents).split()
    assert row["n_tokens"] == words.count(row["word"])
    assert row["rate"] == pytest.approx(1e6 * words.count(row["word"]) / len(words))


def test_shift_adds_up_and_is_the_divergence_of_the_metric(moved):
    """Contributions sum to the divergence to 1e-12, and that is what the metric computes."""
    found = rt.shift("charter", moved, window=3, permutations=49).table
    whole = found["divergence"][0]
    assert found["contribution"].sum() == pytest.approx(whole, abs=1e-12)
    sides = [
        UnitCounts(found[name].to_numpy().astype(float)[None])
        for name in ("baseline_near", "n_near")
    ]
    assert CollocateDivergence()(*sides)[0] == pytest.approx(whole, abs=1e-12)
    top = found.filter(pl.col("q_value") <= 0.1)["word"].to_list()
    assert {*MADE.EARLY, *MADE.LATE} <= set(top)
    assert found["divergence_p"][0] == pytest.approx(0.02)


def test_turnover_names_who_came_and_who_went(moved):
    """Words of war gained, words of the farm lost."""
    found = rt.turnover("charter", moved, most=6, window=2, permutations=99).table
    kinds = dict(found.select("word", "kind").iter_rows())
    assert {kinds[word] for word in MADE.LATE} == {"gained"}
    assert {kinds[word] for word in MADE.EARLY} == {"lost"}
    own = found.filter(pl.col("word").is_in([*MADE.EARLY, *MADE.LATE]))
    assert own["q_value"].max() <= 0.1
    assert found.filter(pl.col("low") > pl.col("change")).is_empty()


@pytest.mark.parametrize("verb", ["collocates", "shift", "turnover"])
def test_a_concept_nobody_uses_is_a_doubt(moved, verb):
    """No use, no row with a word, no error."""
    found = getattr(rt, verb)("nowhere", moved)
    assert found.table.select(pl.col("^(word|collocate)$")).to_series().drop_nulls().is_empty()
    assert verb == "collocates" or found.doubts


def test_one_slice_has_nothing_to_be_compared_with():
    """Keyness of a single decade says so."""
    found = rt.keyness(texts(*[("1900", "bread and peace and land")] * 8))
    assert found.table.is_empty()
    assert "no two slices" in found.doubts[0]


def test_wrong_options_are_refused(moved):
    """An unknown measure, an unknown slice."""
    with pytest.raises(OptionError):
        rt.collocates("charter", moved, measure="dice")
    with pytest.raises(UnknownNameError):
        rt.keyness(moved, slice="1850s")


def test_same_seed_same_table(moved):
    """Two runs give the same numbers."""
    one, two = (rt.shift("charter", moved, permutations=19).table for _ in range(2))
    assert one.equals(two)
