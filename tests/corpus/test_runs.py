"""Variety of words and length of sentences, counted the plain way beside the fast one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.corpus.runs import distinct_shares, sentence_counts

WORDS = st.lists(st.lists(st.sampled_from("abcde"), max_size=30), min_size=1, max_size=4)


@given(WORDS, st.integers(2, 8))
def test_distinct_shares_are_those_of_every_window(texts, window):
    """The sum over windows, each window cut out and its distinct words counted."""
    corpus = Corpus.from_documents([Document(f"{k}", " ".join(t)) for k, t in enumerate(texts)])
    sums, windows = distinct_shares(corpus, window)
    for k, words in enumerate(texts):
        cut = [words[i : i + window] for i in range(len(words) - window + 1)]
        assert windows[corpus.row(f"{k}")] == len(cut)
        plain = sum(len(set(one)) / window for one in cut)
        assert sums[corpus.row(f"{k}")] == pytest.approx(plain)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Bread. Peace! Land?", 3),
        ("“Who?” he asked. “We.”", 2),
        ("Mr. Smith of the U.S. Senate spoke. Nobody answered.", 2),
        ("It cost 3.5 millions, e.g. of francs. In 1917. And then …", 3),
        ("1. The first point. \n2. The second point.", 2),
        ("no mark at all", 1),
        ("¿Quién? ¡Nosotros! Así fue.", 3),
        ("Мы победим. Они нет.", 2),
        ("", 0),
    ],
)
def test_sentences_are_cut_where_a_reader_cuts_them(text, sentences):
    """Titles, initials, decimals and numbers of paragraphs end no sentence."""
    corpus = Corpus.from_documents([Document("a", text)])
    assert sentence_counts(corpus).tolist() == [sentences]


def test_every_word_new_is_one_and_every_word_the_same_is_one_over_the_window():
    """The ends of the scale."""
    corpus = Corpus.from_documents([Document("a", "a b c d e f"), Document("b", "x x x x x x")])
    sums, windows = distinct_shares(corpus, 3)
    assert np.allclose(sums / windows, [1.0, 1 / 3])
