"""PPMI-SVD: counts and logarithms as written, the same bytes again, and meaning recovered."""

import numpy as np
import pytest

from toolkit.errors import ShapeError, UnknownNameError
from toolkit.spaces.base import in_language, main_language
from toolkit.spaces.cooccurrence import cooccurrences
from toolkit.spaces.fit import fit
from toolkit.spaces.ppmi import ppmi


def counted_plainly(corpus, kept, window):
    """Count pairs by a double loop over the tokens of each document."""
    table = np.zeros((len(kept), len(kept)))
    place = {int(t): i for i, t in enumerate(kept)}
    index = corpus.index
    for first, last in zip(index.offsets[:-1], index.offsets[1:], strict=True):
        tokens = [place.get(int(t), -1) for t in index.ids[first:last]]
        for i, a in enumerate(tokens):
            for k in range(1, window + 1):
                if i + k < len(tokens) and a >= 0 and tokens[i + k] >= 0:
                    table[a, tokens[i + k]] += window - k + 1
                    table[tokens[i + k], a] += window - k + 1
    return table


def test_cooccurrences_are_those_of_a_double_loop(sea_and_land, monkeypatch):
    """Pairs are counted within documents only, near ones for more, whatever the chunks."""
    monkeypatch.setattr("toolkit.spaces.cooccurrence.CHUNK", 500)
    kept = np.arange(0, 20)
    everywhere = np.ones(len(sea_and_land), bool)
    found = cooccurrences(sea_and_land, everywhere, kept, 4).toarray()
    assert np.array_equal(found, counted_plainly(sea_and_land, kept, 4))


def test_ppmi_is_the_logarithm_written_out(sea_and_land):
    """Each cell is the positive part of log(n_wc / (n_w p_c)), p_c smoothed by the power .75."""
    everywhere = np.ones(len(sea_and_land), bool)
    counts = cooccurrences(sea_and_land, everywhere, np.arange(15), 5)
    plain = counts.toarray().astype(float)
    smoothed = plain.sum(1) ** 0.75 / (plain.sum(1) ** 0.75).sum()
    with np.errstate(divide="ignore"):
        expected = np.maximum(0, np.log(plain / np.outer(plain.sum(1), smoothed)))
    assert ppmi(counts).toarray() == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("name", ["ppmi", "alc", "sgns"])
def test_the_same_seed_gives_the_same_bytes(sea_and_land, name):
    """Fitting twice gives one space, to the bit."""
    first = fit(name, sea_and_land, seed=3, dim=10)
    sea_and_land.memory.clear()
    assert fit(name, sea_and_land, seed=3, dim=10).vectors.tobytes() == first.vectors.tobytes()


@pytest.mark.parametrize("name", ["ppmi", "alc", "sgns"])
def test_words_used_alike_lie_together(sea_and_land, name):
    """Two words of the sea are nearer to each other than to a word of the land."""
    space = fit(name, sea_and_land, seed=7, dim=10)
    skiff, dinghy, ox = (space.vector(w, sea_and_land) for w in ("skiff", "dinghy", "ox"))

    def cosine(a, b):
        return a @ b / np.linalg.norm(a) / np.linalg.norm(b)

    assert cosine(skiff, dinghy) > cosine(skiff, ox) + 0.2


@pytest.mark.parametrize("name", ["ppmi", "alc", "sgns"])
def test_a_space_has_a_finite_vector_for_each_kept_type(sea_and_land, name):
    """Vectors are finite, weights lie in (0, 1], and an unknown word is named as such."""
    space = fit(name, sea_and_land, dim=10)
    assert space.vectors.shape == (len(space.kept), 10)
    assert np.isfinite(space.vectors).all()
    assert ((space.weights > 0) & (space.weights <= 1)).all()
    with pytest.raises(UnknownNameError, match="skiff"):
        space.vector("skif", sea_and_land)


def test_a_corpus_too_small_for_a_space_is_refused(sea_and_land):
    """Without two frequent types there is no space, and the message says so."""
    with pytest.raises(ShapeError, match="min_count"):
        fit("ppmi", sea_and_land, min_count=10**6)


def test_undetermined_documents_count_with_the_main_language(sea_and_land):
    """Texts too short to be recognised are not lost to the space."""
    assert main_language(sea_and_land) == "en" or set(sea_and_land.languages) == {"und"}
    assert in_language(sea_and_land, main_language(sea_and_land)).all()


def test_a_space_is_read_back_from_the_cache_as_it_was(sea_and_land, tmp_path):
    """Opened again, a corpus on disk gives the space fitted before, to the bit."""
    sea_and_land.save(tmp_path / "c")
    first = fit("ppmi", type(sea_and_land).open(tmp_path / "c"), dim=8)
    assert list((tmp_path / "c" / "cache").glob("space-ppmi-*"))
    again = fit("ppmi", type(sea_and_land).open(tmp_path / "c"), dim=8)
    assert again.vectors.tobytes() == first.vectors.tobytes()
    assert dict(again.settings) == dict(first.settings)
