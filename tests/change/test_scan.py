"""The scan: every word as drift would judge it, with common exchanges, pooled p, and breaks."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import polars as pl
import pytest

from toolkit.change.controls import plain_value
from toolkit.change.drift import drift
from toolkit.change.scan import scan
from toolkit.change.scan_exchange import exchanged, largest_break, orders
from toolkit.change.scan_rows import pooled_p
from toolkit.change.scan_slices import Units, between, heads_of, units_of
from toolkit.change.scan_table import SCAN_COLUMNS, ScanTable
from toolkit.change.scan_usages import Word
from toolkit.concepts.concept import Concept
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.slices import slices
from toolkit.errors import OptionError, ProvenanceError, ShapeError
from toolkit.spaces.fit import fit
from toolkit.statistics.debiased import UnitSums, squared


@pytest.fixture(scope="module")
def scanned(shifted, decades):
    """Scan the archive in which one word moves."""
    return scan(shifted, slices=decades, min_count=40)


def row_of(table, concept):
    """Give the row of one word."""
    return table.filter(pl.col("concept") == concept).row(0, named=True)


def test_the_planted_change_stands_first(scanned):
    """The one word that moved leads the table, is found, and breaks where it was moved."""
    first = scanned.table.row(0, named=True)
    assert first["concept"] == "charter"
    assert first["q_value"] <= 0.1
    assert first["control_percentile"] == 100
    assert scanned.shown()["concept"].to_list() == ["charter"]
    assert row_of(scanned.table, "mandate")["q_value"] > 0.1


def test_a_row_is_that_of_drift(shifted, decades, scanned):
    """Counts, value, interval and z are those of the word's own drift between the two slices."""
    for word in ("charter", "mandate"):
        ours = row_of(scanned.table, word)
        series = drift(
            word, shifted, slices=decades, against=ours["baseline"], permutations=99, controls=0
        )
        theirs = series.table.filter(pl.col("slice") == ours["slice"]).row(0, named=True)
        same = ("unit", "n_units", "neff", "n_documents", "n_occurrences", "start", "stop", "year")
        assert [ours[name] for name in same] == [theirs[name] for name in same]
        for name in ("value", "low", "high", "z"):
            assert ours[name] == pytest.approx(theirs[name]), name


def test_comparable_words_are_those_within_the_caliper(shifted, decades, scanned):
    """The percentile is the share of words of like counts in both slices with a lower value."""
    space = fit("ppmi", shifted, seed=7)
    assert space.vectors.shape[0] > 40
    known = scanned.table.drop_nulls("value")
    charter = row_of(known, "charter")
    uses = {name: [len_of(shifted, decades, name, k) for k in (0, 2)] for name in known["concept"]}
    near = [
        name
        for name in uses
        if name != "charter"
        and all(
            abs(np.log(ours / theirs)) <= 0.5
            for ours, theirs in zip(uses["charter"], uses[name], strict=True)
        )
    ]
    beside = scanned.comparable.filter(pl.col("concept") == "charter").row(0, named=True)
    assert 30 <= beside["n_controls"] <= min(99, len(near))
    assert charter["value"] > beside["median"]


def len_of(corpus, decades, word, number):
    """Count the tokens of a word in a slice, plainly."""
    where = corpus.index.positions(corpus.index.id_of(word))
    return int(np.isin(corpus.index.documents_of(where), decades[number].documents).sum())


def test_a_concept_of_a_lexicon_is_judged_with_the_words(shifted, decades):
    """A concept has a row like that of drift, and takes the place of the word of its name."""
    both = Concept("charter", patterns=["charter", "mandate"])
    found = scan(
        shifted, slices=decades, min_count=60, permutations=50, lexicon={"charter": both}
    ).table
    assert found["concept"].to_list().count("charter") == 1
    series = drift(both, shifted, slices=decades, permutations=99, controls=0).table
    expected = series.filter(pl.col("slice") == "1920s")["value"][0]
    assert row_of(found, "charter")["value"] == pytest.approx(expected)


def test_whoever_shares_out_the_work_the_table_is_the_same(shifted, decades, scanned):
    """One thread, two, or an executor of the caller's: the same bytes."""
    with ThreadPoolExecutor(1) as executor:
        again = scan(shifted, slices=decades, min_count=40, executor=executor)
    assert again.table.equals(scanned.table)


def test_exchanges_keep_the_numbers_of_every_block():
    """Each exchange holds as many units of each block in a side as were observed there."""
    rng = np.random.default_rng(0)
    in_a, blocks = rng.random(60) < 0.4, rng.integers(3, size=60)
    labels = exchanged(orders(60, 50, rng), in_a, blocks)
    assert labels.shape == (51, 60)
    assert (labels[0] == in_a).all()
    for block in range(3):
        here = blocks == block
        assert (labels[:, here].sum(axis=1) == in_a[here].sum()).all()
    # Every unit moves: in some exchanges it stands in a, in others not.
    assert 0 < labels[1:].mean(axis=0).min() <= labels[1:].mean(axis=0).max() < 1


def plain_break(sums, counts, slice_of):
    """Find the largest break by a loop over splits with two slices on either side."""
    held = np.unique(slice_of)
    scores = []
    for k in range(2, len(held) - 1):
        before = slice_of < held[k]
        a, b = (UnitSums(sums[side], counts[side]) for side in (before, ~before))
        scale = sum((side.counts**2).sum() / side.counts.sum() ** 2 for side in (a, b))
        scores.append(squared(a, b)[0] / scale)
    return held[2 + int(np.argmax(scores))], max(scores)


@pytest.mark.parametrize("units", [40, 400])
def test_the_largest_break_is_that_of_a_loop(units):
    """Place and p of the maximum equal those of a loop over splits and exchanges."""
    rng = np.random.default_rng(units)
    slice_of = np.sort(rng.integers(8, size=units))
    counts = 1.0 + rng.integers(4, size=units)
    # The mean of all is far from 0: single precision alone would not tell the scores apart.
    mean = np.where(slice_of[:, None] >= 5, 1.0, 0.0) * np.eye(6)[0] + 20.0 * np.eye(6)[1]
    sums = counts[:, None] * mean + rng.normal(size=(units, 6)) * np.sqrt(counts)[:, None]
    places = orders(units, 99, rng)
    found = largest_break(places, sums, counts, slice_of)
    at, observed = plain_break(sums, counts, slice_of)
    assert found.at == at
    reached = 1
    for place in places:
        # The unit in the n-th place takes the n-th seat, slice by slice.
        again = slice_of[np.argsort(np.argsort(place))]
        reached += plain_break(sums, counts, again)[1] >= observed * (1 - 1e-9)
    assert found.p_value == pytest.approx(reached / 100)


def test_the_first_document_stands_for_its_unit():
    """Usages are added up by slice and unit; a unit of two slices stands in both."""
    sums = np.arange(12.0).reshape(6, 2)
    word = Word("w", np.arange(6), sums, np.arange(1.0, 7.0), np.ones(6, int), np.array([0]))
    inside = np.array([[1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1]], bool)
    found = units_of(word, inside, None, heads_of(np.array([8, 4, 8, 4, 9, 9])))
    assert found.slice.tolist() == [0, 0, 1, 1]
    assert found.row.tolist() == [0, 1, 1, 4]
    assert found.counts.tolist() == [4, 2, 4, 11]
    assert (found.sums == np.array([sums[0] + sums[2], sums[1], sums[3], sums[4] + sums[5]])).all()


def test_three_slices_have_no_break():
    """Two slices on either side of a split are four slices."""
    rng = np.random.default_rng(0)
    sums, counts = rng.normal(size=(30, 4)), np.ones(30)
    assert largest_break(orders(30, 9, rng), sums, counts, np.arange(30) % 3) is None


@pytest.mark.parametrize("metric", ["cosine", "squared"])
def test_the_table_between_slices_is_that_of_the_plain_value(metric):
    """Every entry equals the debiased value of the two slices."""
    rng = np.random.default_rng(0)
    number = np.sort(rng.integers(4, size=60))
    sums, counts = rng.normal(size=(60, 5)) + [3, 0, 0, 0, 0], 1.0 + rng.integers(3, size=60)
    table = between(Units(number, np.arange(60), sums, counts), np.ones(4), metric)
    for i in range(4):
        for j in range(4):
            if i != j:
                a, b = (UnitSums(sums[number == k], counts[number == k]) for k in (i, j))
                expected = plain_value(metric, a, b, None, "occurrence")
                assert table.values[i, j] == pytest.approx(expected, rel=1e-5)


def test_pooled_p_counts_exchanges_of_like_words():
    """A word's p is the share of its twentieth's exchanged z that reach its own."""
    rng = np.random.default_rng(0)
    z = list(rng.normal(size=(40, 51)))
    weight = np.arange(40.0)
    p, floor = pooled_p(z, weight)
    # Twenty groups of two: words 6 and 7 share theirs.
    pool = np.concatenate([z[6][1:], z[7][1:]])
    assert p[6] == pytest.approx((1 + (pool >= z[6][0]).sum()) / 101)
    assert floor[6] == pytest.approx(1 / 101)


def test_exchanges_without_a_z_count_against_their_own_word_only():
    """A word half of whose exchanges have no length has p of at least one half."""
    rng = np.random.default_rng(0)
    z = list(rng.normal(size=(40, 51)))
    z[6][26:] = np.inf
    z[6][0] = z[7][0] = 9.0
    p, _ = pooled_p(z, np.arange(40.0))
    assert p[6] >= 0.5
    assert p[7] == pytest.approx(1 / 76)


def test_named_units_have_no_break_and_are_said(shifted, decades):
    """With the author as unit rows name it; a break would need units of one slice each."""
    table = scan(shifted, slices=decades, min_count=100, permutations=20, unit="author").table
    assert set(table["unit"]) == {"author"}
    assert table["break_at"].null_count() == len(table)


def test_what_is_not_judged_is_counted_in_the_unit_asked_for(make_archive):
    """With two authors no slice lies above the floors; the units of the last are these two."""
    corpus = make_archive(0, shift=None, docs=8, authors=2)
    cut = slices(corpus, every=10)
    table = scan(corpus, slices=cut, min_count=30, permutations=20, unit="author").table
    row = row_of(table, "mandate")
    assert (row["unit"], row["value"], row["n_units"]) == ("author", None, 2)
    assert row["n_documents"] == 8


def test_the_centre_of_a_slice_can_be_taken_off(shifted, decades):
    """The value with center=slice is that of drift with center=slice."""
    table = scan(shifted, slices=decades, min_count=60, permutations=20, center="slice").table
    series = drift(
        "charter", shifted, slices=decades, center="slice", permutations=99, controls=0
    ).table
    expected = series.filter(pl.col("slice") == "1920s")["value"][0]
    assert row_of(table, "charter")["value"] == pytest.approx(expected)


def test_options_outside_what_is_allowed_are_refused(shifted, decades):
    """A number below one, another centre, slices of another corpus."""
    for wrong in ({"min_count": 0}, {"permutations": 0}, {"center": "author"}, {"weights": "no"}):
        with pytest.raises(OptionError):
            scan(shifted, slices=decades, **wrong)
    other = slices(shifted, every=10)
    object.__setattr__(other, "corpus", type("Other", (), {"hash": "0"})())
    with pytest.raises(ProvenanceError):
        scan(shifted, slices=other)


def test_a_value_cannot_stand_alone(scanned):
    """A table with a value but without its q is refused."""
    with pytest.raises(ShapeError):
        ScanTable(
            scanned.table.with_columns(q_value=pl.lit(None, pl.Float64)),
            scanned.comparable,
            "cosine",
            "ppmi",
        )
    assert tuple(scanned.table.columns) == SCAN_COLUMNS
    assert "charter" in str(scanned)
    assert any("moved more than comparable words" in line for line in scanned.answer())


def test_processes_give_the_same_bytes(shifted, decades, scanned, tmp_path):
    """Processes of their own, the corpus on disk or sent whole: the same table."""
    shifted.save(tmp_path / "c")
    on_disk = slices(Corpus.open(tmp_path / "c"), every=10)
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as executor:
        for some in (decades, on_disk):
            again = scan(some.corpus, slices=some, min_count=40, executor=executor)
            assert again.table.equals(scanned.table)
