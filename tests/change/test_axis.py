"""Places between two poles in planted texts, and what is said where nothing can be placed."""

import numpy as np
import polars as pl
import pytest

from toolkit.change.axis import axis
from toolkit.change.poles import families
from toolkit.concepts.concept import Axis, Concept
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.errors import OptionError, UnknownNameError

FIELDS = {
    "calm": "meadow harbour lantern orchard letter garden supper candle".split(),
    "storm": "thunder wreck flood hail gale torrent squall breaker".split(),
}
# Words of the poles: each lives in its field, beside whatever else stands there.
POLES = {
    "calm": ["quiet", "gentle", "mild", "serene"],
    "storm": ["violent", "raging", "fierce", "howling"],
}
FILLER = [a + b for a in ("bar", "tol", "mer", "sun", "vik") for b in ("an", "eth", "oum", "ild")]
CALM_STORM = Axis("calm-storm", tuple(Concept(name, words) for name, words in POLES.items()))


def sentence(rng, word, field):
    """Put a word among words of a field and of no field."""
    near = [*rng.choice(FIELDS[field], 6), *rng.choice(FILLER, 4)]
    rng.shuffle(near)
    return [*near[:5], word, *near[5:], *rng.choice(FILLER, 12)]


def archive(seed, shares, docs=25):
    """Make documents of decades; `sea` stands among storms in so large a share of its uses."""
    rng = np.random.default_rng(seed)
    made = []
    for decade, share in enumerate(shares):
        for number in range(docs):
            words = []
            for _ in range(1 + int(rng.poisson(2))):
                words += sentence(rng, "sea", "storm" if rng.random() < share else "calm")
            for field, names in POLES.items():
                words += sentence(rng, str(rng.choice(names)), field)
            year = 1900 + 10 * decade + int(rng.integers(10))
            made.append(Document(f"{decade}-{number:02}", " ".join(words), parse_date(str(year))))
    return Corpus.from_documents(made)


@pytest.fixture(scope="module")
def moving():
    """Make a sea that goes from calm to storm in four decades."""
    return archive(0, (0.2, 0.4, 0.6, 0.8))


def test_a_planted_shift_is_right_in_sign_size_and_words(moving):
    """The sea lies nearer to calm first and to storm last, moves more than chance, as planted."""
    found = axis("sea", moving, axis=CALM_STORM, permutations=199)
    value = found.table["value"].to_numpy()
    assert value[0] < 0 < value[-1]
    assert (np.diff(value) > 0).all()
    # A use among a pole's field lies where that pole lies: a share s is placed at 2 s - 1.
    assert value == pytest.approx([-0.6, -0.2, 0.2, 0.6], abs=0.25)
    assert found.p_moves == found.table["p_value"][0] == 1 / 200
    assert found.table["separation"][0] == 1.0
    assert found.words.filter("used")["word"].to_list() == [
        *sorted(POLES["calm"]),
        *sorted(POLES["storm"]),
    ]
    said = " ".join(found.answer())
    assert "nearer to calm in the 1900s" in said
    assert "nearer to storm in the 1930s" in said
    assert "moves more than chance" in said


def test_passages_lie_near_their_pole(moving):
    """What is shown for a pole stands among its field; offsets point at the word."""
    found = axis("sea", moving, axis=CALM_STORM, permutations=19)
    for row in found.evidence.iter_rows(named=True):
        near = f"{row['left']} {row['right']}".split()
        own = sum(word in FIELDS[row["pole"]] for word in near)
        assert own >= 3
        assert moving.text(row["id"])[row["start"] : row["stop"]] == "sea"
    assert found.evidence.group_by("slice", "pole").len()["len"].to_list() == [5] * 8


def test_a_sea_that_stays_is_hardly_said_to_move():
    """With one share throughout, slices differ beyond chance in two of five archives at most."""
    # By chance alone in more than two once in a thousand times.
    found = [
        axis("sea", archive(seed, (0.5, 0.5, 0.5), docs=40), axis=CALM_STORM, permutations=99)
        for seed in range(5)
    ]
    still = [one for one in found if one.p_moves > 0.05]
    assert len(still) >= 3
    assert all("beyond chance" in one.answer()[-1] for one in still)


def test_poles_that_are_not_told_apart_place_nothing(moving):
    """Poles with words of both fields: counts stay, a doubt says so, no place and no verdict."""
    mixed = Axis(
        "mixed",
        (
            Concept("one", ["quiet", "violent", "gentle", "raging"]),
            Concept("other", ["mild", "fierce", "serene", "howling"]),
        ),
    )
    found = axis("sea", moving, axis=mixed, permutations=19)
    assert found.table["value"].is_null().all()
    assert found.table["p_value"].is_null().all()
    assert found.table["n_occurrences"].sum() > 100
    assert any("not told apart" in doubt for doubt in found.doubts)
    assert found.answer() == ["“sea” could not be placed on the axis mixed."]


def test_poles_of_two_words_place_nothing(moving):
    """Forms of one word are one word, and two words are too few to hold one out."""
    few = Axis("few", (Concept("a", ["quiet", "gentle"]), Concept("b", POLES["storm"])))
    found = axis("sea", moving, axis=few, permutations=19)
    assert found.table["value"].is_null().all()
    assert "2 words in use here (gentle, quiet)" in found.doubts[0]


def test_forms_of_a_word_are_held_out_together():
    """A word and its forms are one family, so that none is told by the other."""
    assert families(["strikes", "strike", "protest"]) == ["strike", "strike", "protest"]


def test_absent_words_unknown_axes_and_levels(moving):
    """A word nobody uses has rows of zeros; a misspelt axis and a wrong level are refused."""
    none = axis("nowhere", moving, axis=CALM_STORM, permutations=19)
    assert none.table["n_occurrences"].sum() == 0
    assert none.table["value"].is_null().all()
    with pytest.raises(UnknownNameError, match="party-masses"):
        axis("sea", moving, axis="party-mases")
    with pytest.raises(OptionError):
        axis("sea", moving, axis=CALM_STORM, level=1.5)


def test_the_same_seed_gives_the_same_table(moving):
    """Twice the same question, twice the same numbers."""
    one, other = (axis("sea", moving, axis=CALM_STORM, permutations=19) for _ in range(2))
    assert one.table.equals(other.table)
    assert isinstance(one.evidence, pl.DataFrame)
