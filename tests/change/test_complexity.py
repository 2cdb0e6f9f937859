"""Complexity by slice: pooled values, planted change, no change, refusals."""

import numpy as np
import pytest

import toolkit as rt
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.errors import OptionError

WORDS = [a + b + c for a in "bdfgklmn" for b in "aeiou" for c in "nrlst"]


def archive(seed, *, moves, docs=25):
    """Write speeches of three decades; in the last, fewer words and shorter sentences."""
    rng = np.random.default_rng(seed)
    documents = []
    for decade in range(3):
        for k in range(docs):
            late = moves and decade == 2
            # Documents differ among themselves: each has its own taste and its own breath.
            chances = rng.dirichlet(
                np.full(len(WORDS), (0.25 if late else 0.5) * rng.uniform(0.8, 1.2))
            )
            length = (8 if late else 14) * rng.uniform(0.8, 1.25)
            text = ""
            for _ in range(20):
                words = rng.choice(WORDS, 1 + rng.poisson(length), p=chances)
                text += " ".join(words).capitalize() + ". "
            name = f"{decade}-{k}"
            date = parse_date(str(1900 + 10 * decade + k % 10))
            documents.append(Document(name, text, date, author=f"a{name}"))
    return Corpus.from_documents(documents)


@pytest.mark.parametrize("measure", ["mattr", "sentence_length"])
def test_a_planted_change_is_found_where_it_is(measure):
    """The last decade stands below the others and outside chance."""
    table = rt.complexity(
        archive(0, moves=True), measure=measure, window=50, permutations=199
    ).table
    assert table["value"].to_list().index(table["value"].min()) == 2
    assert table["q_value"][2] <= 0.02
    assert table["high"][2] < min(table["low"][0], table["low"][1])


def test_length_of_sentences_is_tokens_over_sentences():
    """Pooled: all tokens of a slice over all its sentences."""
    texts = [("1900", "One two three. Four."), ("1901", "Five six."), ("1911", "Seven.")]
    corpus = Corpus.from_documents(
        [Document(f"{k}", text, parse_date(year)) for k, (year, text) in enumerate(texts)]
    )
    table = rt.complexity(corpus, measure="sentence_length", permutations=9).table
    assert table["value"].to_list() == pytest.approx([2.0, 1.0])
    assert table["n_counted"].to_list() == [3, 1]
    assert table["low"].to_list()[1] is None


def test_short_documents_are_left_out_and_counted():
    """A window longer than a text has no place in it."""
    corpus = archive(1, moves=False)
    found = rt.complexity(corpus, window=260, permutations=9)
    assert sum(found.table["n_short"]) > 0
    assert "shorter than 260 tokens" in found.doubts[0]


def test_wrong_options_are_refused():
    """An unknown measure; a window of one token."""
    for options in ({"measure": "ttr"}, {"window": 1}):
        with pytest.raises(OptionError):
            rt.complexity(archive(1, moves=False), **options)


def test_without_change_little_is_found():
    """Of slices of texts that differ among themselves but not in time, p ≤ .05 in about .05."""
    p = []
    for seed in range(20):
        table = rt.complexity(archive(seed, moves=False), window=50, permutations=99).table
        p += table["p_value"].to_list()
    rate = float(np.mean(np.array(p) <= 0.05))
    assert rate <= 0.05 + 2.58 * np.sqrt(0.05 * 0.95 / len(p)), rate
