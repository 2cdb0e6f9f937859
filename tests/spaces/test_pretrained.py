"""Vector files: every format gives the same vectors, damage is said, coverage is counted."""

import gzip
import pickle
from contextlib import suppress

import numpy as np
import pytest
from gensim.models import KeyedVectors
from hypothesis import given
from hypothesis import strategies as st

from toolkit.change.drift import drift
from toolkit.errors import OptionError, ReadError
from toolkit.spaces.fit import fit
from toolkit.spaces.vector_files import read_vectors

WORDS = ["ship", "Harbour", "sail", "ox", "field", "plough", "seed", "new york", "unheard"]
VECTORS = np.random.default_rng(0).normal(size=(len(WORDS), 6)).astype(np.float32)


def written(folder, kind):
    """Write the vectors as gensim writes them, or as GloVe does."""
    path = folder / f"vectors.{kind}"
    if kind.startswith("glove"):
        lines = "".join(
            f"{word} {' '.join(map(repr, map(float, row)))}\n"
            for word, row in zip(WORDS, VECTORS, strict=True)
        )
        path.write_bytes(gzip.compress(lines.encode()) if kind.endswith("gz") else lines.encode())
        return path
    model = KeyedVectors(6)
    # gensim's own text cannot hold a word with a space.
    words = [word.replace(" ", "_") for word in WORDS]
    model.add_vectors(words, VECTORS)
    model.save_word2vec_format(str(path), binary=kind == "bin")
    return path


@pytest.mark.parametrize("kind", ["bin", "vec", "glove", "glove.gz"])
def test_every_format_gives_the_same_vectors(tmp_path, kind):
    """Text, binary and gzipped files are told apart by their content."""
    wanted = {"ship", "harbour", "ox", "new york", "new_york"}
    found = read_vectors(written(tmp_path, kind), wanted)
    assert found.n_words == len(WORDS)
    assert found.n_damaged == 0
    assert found.format == {"bin": "word2vec binary", "vec": "word2vec text"}.get(
        kind, "glove text"
    )
    for word in ("ship", "harbour", "ox"):
        row = [name.lower() for name in WORDS].index(word)
        assert found.vectors[word] == pytest.approx(VECTORS[row], abs=1e-6)
    assert "unheard" not in found.vectors


def test_vectors_are_mapped_to_types_and_coverage_is_counted(sea_and_land, tmp_path):
    """The share of tokens with a vector is that of a plain count, and what lacks one is named."""
    space = fit("pretrained", sea_and_land, path=str(written(tmp_path, "vec")))
    types, counts = sea_and_land.index.types, sea_and_land.index.counts
    known = [i for i, name in enumerate(types) if name in {word.lower() for word in WORDS}]
    assert [types[i] for i in space.kept] == [types[i] for i in known]
    assert space.settings["coverage"] == pytest.approx(counts[known].sum() / counts.sum(), abs=1e-4)
    assert "cover" in space.doubts[0]
    assert space.vector("harbour", sea_and_land) == pytest.approx(VECTORS[1], abs=1e-6)
    series = drift("skiff", sea_and_land, space=space, controls=0, permutations=19)
    assert any("cover" in doubt for doubt in series.doubts)
    assert "path" in space.settings
    assert str(tmp_path) not in str(series.provenance.settings)


def test_a_changed_file_is_read_again(sea_and_land, tmp_path):
    """The cache knows the file by its size and time, not only by its name."""
    path = written(tmp_path, "glove")
    first = fit("pretrained", sea_and_land, path=str(path))
    path.write_text("".join(f"{word} 1.0 2.5\n" for word in WORDS))
    again = fit("pretrained", sea_and_land, path=str(path))
    assert (first.vectors.shape[1], again.vectors.shape[1]) == (6, 2)


@pytest.mark.parametrize("kind", ["bin", "vec", "glove.gz"])
def test_a_file_that_is_cut_off_is_refused(tmp_path, kind):
    """Half a file is no file, and the message says which."""
    path = written(tmp_path, kind)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(ReadError, match="cut off|damaged"):
        read_vectors(path, {"ship"})


def test_a_damaged_line_costs_itself_only(tmp_path):
    """A line without its numbers is counted and left out; the others come in."""
    path = written(tmp_path, "glove")
    path.write_text(path.read_text() + "broken 1.0 nan 2.0 3.0 4.0 5.0\nalso broken\n")
    found = read_vectors(path, {"ship", "broken"})
    assert (found.n_damaged, set(found.vectors)) == (2, {"ship"})


class Canary:
    """Leave a mark when it is unpickled."""

    def __reduce__(self):
        return (exec, ("raise SystemExit('unpickled')",))


def test_a_pickle_is_never_opened(tmp_path):
    """A pickled model is refused as no vector file; nothing in it runs."""
    path = tmp_path / "model.pkl"
    path.write_bytes(pickle.dumps(Canary()))
    with pytest.raises(ReadError, match="no word vectors"):
        read_vectors(path, {"ship"})


@given(st.binary(max_size=400))
def test_any_bytes_are_vectors_or_one_error(tmp_path_factory, content):
    """Whatever stands in the file, it is read or refused in one sentence."""
    path = tmp_path_factory.mktemp("any") / "file"
    path.write_bytes(content)
    with suppress(ReadError):
        found = read_vectors(path, {"ship"})
        assert found.n_words > found.n_damaged


def test_a_missing_file_and_a_foreign_language_are_refused(sea_and_land, tmp_path):
    """The messages say what to give."""
    with pytest.raises(OptionError, match="path=FILE"):
        fit("pretrained", sea_and_land)
    with pytest.raises(OptionError, match="no such file"):
        fit("pretrained:nowhere.txt", sea_and_land)
    path = tmp_path / "other.vec"
    path.write_text("2 2\nmaison 1 2\nchat 2 1\n")
    with pytest.raises(ReadError, match="its language"):
        fit("pretrained", sea_and_land, path=str(path))
