"""Formulas: found without being named, with their dates; none in words in random order."""

import json

import numpy as np
import polars as pl
import pytest

from tests.traces.careers import formulaic, found, shuffled
from toolkit.cli.main import main
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.corpus.slices import slices
from toolkit.errors import OptionError, ProvenanceError, UnknownNameError
from toolkit.traces.formula_careers import Known, career_of, decline_of
from toolkit.traces.formula_table import FORMULA_COLUMNS
from toolkit.traces.formulas import formulas
from toolkit.traces.patterns import deviance
from toolkit.traces.stream import Stream, longer, single_words


@pytest.fixture(scope="module")
def made():
    """Make one archive with twenty formulas, and look for them."""
    corpus, planted = formulaic(0)
    return corpus, planted, formulas(corpus)


def test_planted_formulas_are_found_with_their_first_and_last_documents(made):
    """Phrases and frames, each with the very documents that had it first and last."""
    _, planted, table = made
    rows = [found(table.table, one) for one in planted]
    assert sum(row is None for row in rows) <= 1
    right = [
        (row["first_id"], row["last_id"]) == (one.carriers[0], one.carriers[-1])
        for row, one in zip(rows, planted, strict=True)
        if row
    ]
    assert np.mean(right) >= 0.95
    kinds = {row["kind"] for row in rows if row}
    assert kinds == {"phrase", "frame"}


def test_next_to_nothing_else_is_found(made):
    """What is found besides the planted formulas overlaps with one of them."""
    _, planted, table = made
    words = {word for one in planted for word in one.words}
    strange = [name for name in table.table["formula"] if not words & set(name.split())]
    assert len(strange) <= 0.05 * len(table) + 1


def test_an_archive_in_random_order_has_no_formulas():
    """None beyond the rate that is borne: with no true one, none at all in most archives."""
    corpus, _ = formulaic(1, n_documents=600)
    assert len(formulas(shuffled(corpus, 1), words=2)) <= 1


def test_a_career_counts_its_slices_and_ends(made):
    """Uses add up over decades; decline is the first decade from which on it is surely rare."""
    corpus, planted, table = made
    right = []
    for one in planted:
        row = found(table.table, one)
        if row is None:
            continue
        career = table.career(row["formula"])
        assert career["n_occurrences"].sum() == row["n_occurrences"]
        used = career.filter(pl.col("n_occurrences") > 0)["slice"].to_list()
        assert used[0] == f"{int(row['first'][:4]) // 10 * 10}s"
        right.append(row["decline"] is None or row["decline"] > used[0])
        assert row["peak"] in used
        assert row["decline"] is None or row["decline"] > row["peak"]
    assert all(right)
    with pytest.raises(UnknownNameError):
        table.career("nothing like this")


@pytest.mark.parametrize("every", [2, 10])
def test_what_died_is_in_decline_however_thin_the_slices(made, every):
    """Since its end, within ten years: a formula that lived for twenty to sixty."""
    corpus, planted, _ = made
    table = formulas(corpus, slices=slices(corpus, every=every)).table
    rows = [(one, found(table, one)) for one in planted]
    dead = [(one, row) for one, row in rows if row is not None and one.dead < 1985]
    late = [int(row["decline"][:4]) - one.dead for one, row in dead if row["decline"]]
    assert len(late) >= 0.9 * len(dead) >= 9, [row["decline"] for _, row in dead]
    assert np.mean([-10 <= years <= 10 for years in late]) >= 0.9, late


def test_what_stands_evenly_is_seldom_in_decline(made):
    """Of phrases strewn over all documents, one in twenty at most is said to decline."""
    corpus, _, _ = made
    known = Known(corpus, slices(corpus), 0.95)
    rng = np.random.default_rng(0)
    strewn = [np.sort(rng.integers(0, len(corpus), 60)) for _ in range(200)]
    declines = [decline_of(known, rows, career_of(known, rows)) for rows in strewn]
    assert np.mean([one is not None for one in declines]) <= 0.05


def test_variants_and_carriers_are_counted(made):
    """The words of a slot are variants; the author with most uses carries the formula."""
    corpus, planted, table = made
    frame = next(one for one in planted if one.slot is not None and found(table.table, one))
    row = found(table.table, frame)
    variants = table.variants.filter(pl.col("formula") == row["formula"])
    assert variants["variant"].n_unique() >= 3
    assert variants["n_occurrences"].sum() <= row["n_occurrences"]
    author = dict(corpus.documents.select("id", "author").rows())
    uses = pl.Series([author[name] for name in frame.carriers]).value_counts(sort=True)
    mine = table.carriers.filter(pl.col("formula") == row["formula"])
    assert mine["n_occurrences"][0] == uses["count"][0]


def test_phrases_grow_as_counted_one_by_one():
    """The places of phrases of two and three words are those of a plain double loop."""
    rng = np.random.default_rng(3)
    codes = rng.integers(0, 6, 400).astype(np.int32)
    offsets = np.arange(0, 401, 20)
    stream = Stream(codes, offsets, np.ones(6, bool))
    level = single_words(stream, 2)
    for n in (2, 3):
        level = longer(stream, level, n, 4)
        plain = {}
        for document in range(20):
            for at in range(document * 20, document * 20 + 21 - n):
                plain.setdefault(tuple(codes[at : at + n].tolist()), []).append((document, at))
        wanted = {key: places for key, places in plain.items() if len({d for d, _ in places}) >= 4}
        got = {}
        for group, at in zip(level.group.tolist(), level.position.tolist(), strict=True):
            got.setdefault(group, []).append(at)
        assert sorted(got.values()) == sorted([at for _, at in p] for p in wanted.values())
        by_first = {places[0][1]: places for places in wanted.values()}
        for group, first in enumerate(level.first.tolist()):
            assert level.counts[group] == len(by_first[first])
            assert level.documents[group] == len({d for d, _ in by_first[first]})


def test_strength_is_the_deviance_of_a_poisson_count():
    """Twice the difference of log-likelihoods at the count and at what chance gives."""
    from scipy.stats import poisson

    count, chance = 12, 3.5
    wanted = 2 * (poisson.logpmf(count, count) - poisson.logpmf(count, chance))
    assert deviance(np.array([12.0]), np.array([chance]))[0] == pytest.approx(wanted)


@pytest.mark.parametrize("texts", [[], [""], ["bread"], ["bread and peace"] * 3])
def test_small_archives_have_no_formulas(texts):
    """No document, no word, too few documents: an empty table and a sentence."""
    corpus = Corpus.from_documents(
        Document(str(k), text, parse_date("1917")) for k, text in enumerate(texts)
    )
    table = formulas(corpus)
    assert len(table) == 0
    assert tuple(table.table.columns) == FORMULA_COLUMNS
    assert "No formula" in table.answer()[0]


def test_what_cannot_be_is_refused(made):
    """One word, no row, a rate of 1, slices of another corpus."""
    corpus = made[0]
    for bad in ({"words": 1}, {"documents": 1}, {"most": 0}, {"fdr": 1.0}):
        with pytest.raises(OptionError):
            formulas(corpus, **bad)
    from toolkit.corpus.slices import slices

    other = Corpus.from_documents([Document("a", "bread", parse_date("1917"))])
    with pytest.raises(ProvenanceError):
        formulas(corpus, slices=slices(other))


def test_the_verb_gives_the_contract(made, tmp_path, capsys):
    """All columns in their order, the strongest first, a sentence on stderr."""
    made[0].save(tmp_path / "c")
    assert main(["formulas", str(tmp_path / "c"), "--most", "5", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    rows = json.loads(out)
    assert len(rows) == 5
    assert list(rows[0]) == list(FORMULA_COLUMNS)
    assert "false discovery rate" in err
