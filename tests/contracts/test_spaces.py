"""What every space promises, whoever adds it."""

from dataclasses import fields

import numpy as np
import pytest

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import sequence_date
from toolkit.corpus.documents import Document
from toolkit.errors import OptionError
from toolkit.spaces import SPACES
from toolkit.spaces.base import Space
from toolkit.spaces.fit import fit

each_space = pytest.mark.parametrize("name", list(SPACES))
WORDS = {
    side: [first + last for first in "bdgklm" for last in (side + "ro", side + "na", side + "sk")]
    for side in ("a", "o")
}


@pytest.fixture(scope="module")
def corpus():
    """Make texts of two vocabularies that never meet."""
    rng = np.random.default_rng(0)
    return Corpus.from_documents(
        Document(f"d{k:02}", " ".join(rng.choice(WORDS["ao"[k % 2]], 200)), sequence_date(1900 + k))
        for k in range(40)
    )


@each_space
def test_a_space_is_finite_and_repeatable(corpus, name):
    """One finite row a kept type; the same seed gives the same bytes."""
    first = fit(name, corpus, dim=8, seed=5)
    corpus.memory.clear()
    again = fit(name, corpus, dim=8, seed=5)
    assert isinstance(first, Space)
    assert first.vectors.shape == (len(first.kept), 8)
    assert np.isfinite(first.vectors).all()
    assert first.vectors.tobytes() == again.vectors.tobytes()
    assert first.centre.tobytes() == again.centre.tobytes()


@each_space
def test_words_of_one_company_lie_together(corpus, name):
    """Vectors of the two vocabularies point apart."""
    space = fit(name, corpus, dim=8)
    centred = space.vectors - space.vectors.mean(axis=0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    is_a = np.array([corpus.index.types[i] in WORDS["a"] for i in space.kept])
    alike = centred @ centred.T
    within = alike[np.ix_(is_a, is_a)].mean() + alike[np.ix_(~is_a, ~is_a)].mean()
    assert within / 2 > alike[np.ix_(is_a, ~is_a)].mean() + 0.2


@each_space
def test_settings_are_said_and_unknown_ones_refused(corpus, name):
    """What a space was fitted with stands in its settings; another option is an error."""
    assert "seed" in {field.name for field in fields(SPACES.get(name))}
    assert fit(name, corpus, dim=8).settings["seed"] == 7
    with pytest.raises(OptionError, match="dim"):
        fit(name, corpus, dimensions=8)
