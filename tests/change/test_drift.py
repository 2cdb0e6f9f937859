"""Drift: what is planted is found, what is not is not, and every number has its company."""

import numpy as np
import polars as pl
import pytest

from toolkit.change.drift import drift
from toolkit.change.question import types_in
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.corpus.slices import slices
from toolkit.errors import OptionError, ProvenanceError, UnknownNameError
from toolkit.spaces.fit import fit
from toolkit.spaces.usages import usages

QUICK = {"permutations": 199, "controls": 30}


@pytest.fixture(scope="module")
def charter(shifted, decades):
    """Measure the word that moves."""
    return drift("charter", shifted, slices=decades, controls=40)


def test_a_planted_change_is_found_in_its_slice(charter):
    """The word that changed its company in the 1920s moves then, and not before."""
    rows = {row["slice"]: row for row in charter.table.iter_rows(named=True)}
    assert rows["1920s"]["low"] > 0.1
    assert rows["1920s"]["p_value"] <= 0.01
    assert rows["1920s"]["control_percentile"] == 100
    assert rows["1910s"]["low"] == 0
    assert rows["1910s"]["p_value"] > 0.01


def test_an_unchanged_word_is_called_changed_as_rarely_as_stated(make_archive):
    """Of 20 archives without change at most 4 give p <= .05 (binomial, 99 %)."""
    called = 0
    for seed in range(20):
        corpus = make_archive(seed, shift=None, comparable=8, docs=16)
        table = drift("charter", corpus, permutations=199, controls=0).table
        called += table["p_value"][2] <= 0.05
    assert called <= 4, f"{called} of 20 called changed"


def test_the_value_is_that_of_a_double_loop_over_documents(shifted, decades, charter):
    """Debiased cosine: mean product over all pairs of uses in two documents, none with itself."""
    space = fit("ppmi", shifted, seed=7)
    hits = find("charter", shifted)
    found = usages(space, shifted, hits.position, hits.length)
    sides = [np.isin(found.documents, decades[label].documents) for label in ("1900s", "1920s")]

    def within(side):
        pairs = [(j, k) for j in np.flatnonzero(side) for k in np.flatnonzero(side) if j != k]
        top = sum(found.sums[j] @ found.sums[k] for j, k in pairs)
        return top / sum(found.counts[j] * found.counts[k] for j, k in pairs)

    means = [found.sums[s].sum(0) / found.counts[s].sum() for s in sides]
    expected = 1 - means[0] @ means[1] / np.sqrt(within(sides[0]) * within(sides[1]))
    (value,) = charter.table.filter(pl.col("slice") == "1920s")["value"]
    assert value == pytest.approx(expected, abs=1e-9)


def test_counts_are_those_of_the_passages(shifted, charter):
    """Occurrences and documents of every slice are those that a plain search counts."""
    for row in charter.table.iter_rows(named=True):
        rows = shifted.documents.filter(pl.col("date").str.starts_with(row["slice"][:3]))
        texts = [shifted.text(name).split() for name in rows["id"]]
        uses = [sum(word.strip(".") == "charter" for word in text) for text in texts]
        assert row["n_occurrences"] == sum(uses)
        assert row["n_documents"] == sum(n > 0 for n in uses)


def test_units_of_the_baseline_are_those_asked_for(shifted, decades, charter):
    """A named unit is counted in the baseline too, and in slices that are not judged."""
    table = drift("charter", shifted, slices=decades, unit="author", controls=0).table
    first, plain = table.row(0, named=True), charter.table.row(0, named=True)
    uses = [name for name in shifted.documents["id"] if "charter" in shifted.text(name)]
    authors = shifted.documents.filter(
        pl.col("id").is_in(uses) & pl.col("date").str.starts_with(first["slice"][:3])
    )["author"]
    assert first["value"] is None
    assert (first["unit"], first["n_units"]) == ("author", authors.n_unique())
    assert (plain["unit"], plain["n_units"]) == ("document", len(authors))
    assert authors.n_unique() < len(authors)


def test_q_values_are_those_of_benjamini_and_hochberg(charter):
    """Q comes from the p of all judged rows, as scipy computes it."""
    from scipy.stats import false_discovery_control

    judged = charter.table.drop_nulls("p_value")
    expected = false_discovery_control(judged["p_value"].to_numpy())
    assert judged["q_value"].to_numpy() == pytest.approx(expected)


def test_controls_are_matched_and_counted(charter):
    """The percentile is the share of listed control words below the value, p its upper tail."""
    for row in charter.table.drop_nulls("control_percentile").iter_rows(named=True):
        values = charter.controls.filter(pl.col("slice") == row["slice"])["value"].to_numpy()
        assert row["control_percentile"] == pytest.approx(100 * np.mean(values < row["value"]))
        above = np.sum(values >= row["value"])
        assert row["p_control"] == pytest.approx((1 + above) / (len(values) + 1))
    assert "charter" not in charter.controls["control"].to_list()


def test_the_same_seed_gives_the_same_table(shifted, decades, charter):
    """Asked again, every number is the same to the bit; another seed moves p only a little."""
    again = drift("charter", shifted, slices=decades, controls=40)
    assert again.table.equals(charter.table)
    assert again.evidence.equals(charter.evidence)
    other = drift(
        "charter", shifted, slices=decades, controls=40, seed=8, space=fit("ppmi", shifted)
    )
    assert other.table["value"].to_list() == pytest.approx(charter.table["value"].to_list())


@pytest.mark.parametrize("against", ["first", "previous", "rest", "1920s"])
def test_every_opponent_is_named(shifted, decades, against):
    """The baseline column says what each slice was compared with."""
    table = drift("charter", shifted, slices=decades, against=against, **QUICK).table
    expected = {
        "first": [None, "1900s", "1900s"],
        "previous": [None, "1900s", "1910s"],
        "rest": ["rest"] * 3,
        "1920s": ["1920s", "1920s", None],
    }[against]
    assert table["baseline"].to_list() == expected
    assert table["value"].is_null().to_list() == [name is None for name in expected]


def test_a_distance_does_not_depend_on_its_direction(shifted, decades):
    """From the first slice to the last is as far as back."""
    there = drift("charter", shifted, slices=decades, against="1900s", **QUICK).table
    back = drift("charter", shifted, slices=decades, against="1920s", **QUICK).table
    assert there["value"][2] == pytest.approx(back["value"][0], abs=1e-9)


def test_evidence_quotes_the_text(shifted, charter):
    """Every passage is a use of the concept, and stands in the text where it says."""
    assert set(charter.evidence["kind"]) == {"typical", "moving"}
    for row in charter.evidence.iter_rows(named=True):
        assert shifted.text(row["id"])[row["start"] : row["stop"]] == row["match"]
        assert row["match"].casefold() == "charter"


def test_moving_passages_come_from_the_new_company(charter, fields):
    """What moved the 1920s are passages among words of war."""
    moving = charter.evidence.filter((pl.col("slice") == "1920s") & (pl.col("kind") == "moving"))
    for left, right in moving.select("left", "right").iter_rows():
        words = f"{left} {right}".lower().replace(".", "").split()
        assert sum(w in fields["war"] for w in words) > 0
    assert moving["score"].is_sorted(descending=True)


def test_thin_slices_keep_their_counts_and_get_no_value():
    """Fewer than five units a side: value, interval and p are null, the doubt says too few."""
    documents = [
        Document(f"{y}-{k}", f"the charter of bread and peace number {k} " * 3, parse_date(str(y)))
        for y in (1900, 1910)
        for k in range(4)
    ]
    corpus = Corpus.from_documents(documents)
    series = drift("charter", corpus, **QUICK)
    assert series.table["n_occurrences"].to_list() == [12, 12]
    assert series.table["value"].null_count() == 2
    assert any("too few" in doubt and "24 uses in 8 documents" in doubt for doubt in series.doubts)


def test_one_book_is_not_a_decade():
    """Ten documents of which one holds nearly all uses are worth too little to be judged."""
    rng = np.random.default_rng(0)
    words = [f"w{i}" for i in range(60)]

    def passage(n):
        return " ".join(" ".join([*rng.choice(words, 8), "charter"]) for _ in range(n))

    documents = [
        Document(f"{y}-{k}", passage(200 if k == 0 else 1), parse_date(str(y)))
        for y in (1900, 1910)
        for k in range(10)
    ]
    series = drift("charter", Corpus.from_documents(documents), against="1900s", **QUICK)
    (row,) = series.table.filter(pl.col("slice") == "1910s").iter_rows(named=True)
    assert row["n_units"] == 10
    assert row["neff"] < 3
    assert row["value"] is None


def test_a_concept_nobody_uses_is_said_plainly(shifted, decades):
    """Zero hits give empty counts, no value and one plain doubt."""
    series = drift("unicorn", shifted, slices=decades, **QUICK)
    assert series.table["n_occurrences"].to_list() == [0, 0, 0]
    assert series.doubts == ("it does not occur in these documents",)


@pytest.mark.parametrize("option", [{"unit": "unit"}, {"strata": "genre"}, {"metric": "cosin"}])
def test_unknown_names_are_refused(shifted, decades, option):
    """A document variable or metric that does not exist is named, with the near ones."""
    with pytest.raises(UnknownNameError):
        drift("charter", shifted, slices=decades, **QUICK, **option)


@pytest.mark.parametrize("option", [{"window": 0}, {"permutations": 0}, {"center": "middle"}])
def test_options_out_of_range_are_refused(shifted, decades, option):
    """A window, a number of permutations or a centre that cannot be is refused in one line."""
    with pytest.raises(OptionError):
        drift("charter", shifted, slices=decades, **option)


def test_things_of_another_corpus_are_refused(shifted):
    """Slices of another corpus are not mixed in silently."""
    other = Corpus.from_documents([Document("a", "charter", parse_date("1900"))])
    with pytest.raises(ProvenanceError):
        drift("charter", shifted, slices=slices(other), **QUICK)


def test_other_languages_are_left_out_and_counted(shifted):
    """Uses in documents of another language than the space are left out, and counted."""
    documents = [
        Document(r["id"], shifted.text(r["id"]), parse_date(r["date"]), language="en")
        for r in shifted.documents.iter_rows(named=True)
    ]
    documents.append(Document("x", "la charter de la ville", parse_date("1905"), language="fr"))
    series = drift("charter", Corpus.from_documents(documents), **QUICK)
    assert any(doubt.startswith("1 use stand") or "1 use" in doubt for doubt in series.doubts)


def test_own_tokens_are_not_controls(shifted):
    """All types inside a phrase belong to the concept."""
    hits = find("charter", shifted)
    assert [shifted.index.types[i] for i in types_in(hits)] == ["charter"]


def test_documents_in_both_of_two_overlapping_slices_are_left_out(shifted):
    """Windows that overlap are compared on the documents that only one of them holds."""
    windows = slices(shifted, rolling=(20, 10))
    series = drift("charter", shifted, slices=windows, **QUICK)
    assert any("stand on both sides" in doubt for doubt in series.doubts)


@pytest.mark.parametrize("center", ["corpus", "slice"])
@pytest.mark.parametrize("weights", ["occurrence", "unit"])
@pytest.mark.parametrize("metric", ["cosine", "squared"])
def test_the_planted_change_is_found_by_every_setting(shifted, decades, center, weights, metric):
    """Centre, weights and metric change the number, not the finding."""
    series = drift(
        "charter", shifted, slices=decades, center=center, weights=weights, metric=metric, **QUICK
    )
    assert series.table["p_value"][2] == series.table["p_floor"][2]


def test_a_space_of_another_corpus_is_refused(shifted, decades, make_archive):
    """Types are numbered anew in each corpus, so its vectors would be those of other words."""
    other = fit("ppmi", make_archive(1, shift=None))
    with pytest.raises(ProvenanceError, match="was fitted on another corpus"):
        drift("charter", shifted, slices=decades, space=other)
