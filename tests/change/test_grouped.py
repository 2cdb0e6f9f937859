"""Drift in spaces trained by slice: what it finds, how often it errs, and what it refuses."""

import numpy as np
import pytest

from toolkit.change.breaks import breaks
from toolkit.change.drift import drift
from toolkit.change.neighbours import neighbours
from toolkit.change.power import power
from toolkit.change.robustness import robustness
from toolkit.change.scan import scan
from toolkit.corpus.slices import slices
from toolkit.errors import OptionError, ProvenanceError
from toolkit.spaces.fit import fit

BY_SLICE = ("aligned", "compass", "referencing")
SMALL = {"dim": 12}
each_space = pytest.mark.parametrize("name", BY_SLICE)


@each_space
def test_a_planted_change_is_found_and_a_steady_word_is_not(shifted, decades, name):
    """The word that changed its field lies above chance and zero; the one that stayed within."""
    space = fit(name, shifted, slices=decades, **SMALL)
    options = {"slices": decades, "space": space, "controls": 40}
    moved = drift("charter", shifted, **options).table.row(2, named=True)
    steady = drift("mandate", shifted, **options).table.row(2, named=True)
    assert moved["p_value"] <= 0.05, moved
    assert moved["low"] > 0, moved
    assert moved["control_percentile"] >= 95, moved
    assert (moved["unit"], moved["n_units"]) == ("group", 5)
    assert steady["p_value"] > 0.05, steady
    assert steady["value"] < moved["value"] / 3


@each_space
def test_the_break_is_dated(shifted, decades, name):
    """Groups serve the dating of breaks too."""
    space = fit(name, shifted, slices=decades, **SMALL)
    series = drift("charter", shifted, slices=decades, space=space, controls=0)
    found = breaks(series, permutations=199)
    assert found.provenance.seed == series.provenance.seed


@each_space
def test_what_needs_single_usages_is_refused(shifted, decades, name):
    """Neighbours, scan, power, and settings of single usages say why they cannot be had."""
    space = fit(name, shifted, slices=decades, **SMALL)
    series = drift("charter", shifted, slices=decades, space=space, controls=0, permutations=49)
    for asked in (
        lambda: neighbours("charter", shifted, slices=decades, space=space),
        lambda: scan(shifted, slices=decades, space=space),
        lambda: power(series),
    ):
        with pytest.raises(OptionError, match="group of documents"):
            asked()
    with pytest.raises(OptionError, match="trained anew"):
        robustness(series, spaces=(name,))
    for option in ({"unit": "author"}, {"center": "slice"}, {"strata": "author"}):
        with pytest.raises(OptionError, match="leave all three out"):
            drift("charter", shifted, slices=decades, space=space, **option)
    with pytest.raises(ProvenanceError, match="other slices"):
        drift("charter", shifted, slices=slices(shifted, every=5), space=space)


def test_a_series_by_slice_is_asked_again_in_other_spaces(shifted, decades):
    """Robustness goes from types by group to usages."""
    series = drift("charter", shifted, slices=decades, space="referencing", controls=0)
    found = robustness(series, every=(10,), windows=(10,), spaces=("ppmi",), permutations=49)
    assert found.table.drop_nulls("value")["same_sign"].all()


def test_a_phrase_has_no_vector_by_type_but_one_by_reference(shifted, decades):
    """word2vec by type leaves phrases out and counts them; referencing makes a type of them."""
    phrase = '"charter *"'
    aligned = fit("aligned", shifted, slices=decades, **SMALL)
    series = drift(phrase, shifted, slices=decades, space=aligned, controls=0)
    assert any("no vector there: a phrase" in doubt for doubt in series.doubts)
    assert series.table["value"].null_count() == len(decades)
    assert series.table["n_occurrences"].sum() > 0
    referenced = fit("referencing", shifted, slices=decades, **SMALL)
    series = drift(phrase, shifted, slices=decades, space=referenced, controls=0)
    assert series.table["value"].null_count() == 1


@pytest.mark.validity
@pytest.mark.parametrize("docs", [24, (12, 36, 24)], ids=["equal", "unequal"])
@each_space
def test_without_change_one_word_in_twenty_is_called_changed(make_archive, name, docs):
    """Exchanged groups keep the rate of false alarms, also where slices differ in size."""
    found = []
    # Many words have no cosine: 15 archives give 87 rows, too few to tell .05 from .11.
    for seed in range(40):
        corpus = make_archive(seed, shift=None, docs=docs)
        cut = slices(corpus, every=10)
        space = fit(name, corpus, slices=cut, **SMALL)
        for word in ("charter", "mandate", "alderlaw", "birchwar", "cedarfarm"):
            options = {"space": space, "controls": 0, "permutations": 99}
            found += drift(word, corpus, slices=cut, **options).table["p_value"].to_list()[1:]
    told = np.array([p for p in found if p is not None])
    rate = float((told <= 0.05).mean())
    print(f"{name}, {docs} documents: p <= .05 in {rate:.3f} of {len(told)}")
    # Half of a 99 % band around the level.
    assert rate <= 0.05 + 2.58 * (0.05 * 0.95 / len(told)) ** 0.5, f"{rate:.3f} of {len(told)}"
