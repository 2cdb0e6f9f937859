"""Texts of any size from a seed: words as rare as Zipf has them, in bursts, over a century.

``python benchmarks/synthetic.py TOKENS`` prints what such a corpus is like.
"""

import sys
from functools import cache

import numpy as np

import toolkit as rt

# Types there are; a text of ten million tokens meets nearly all, so that growth is of tokens.
TYPES = 200_000
# Tokens of a document, and the share of them that repeat an earlier token of the same one.
LENGTH, BURSTS = 1_000, 0.3
FIRST, YEARS = 1900, 120
_AT_A_TIME = 500


@cache
def words():
    """Spell the types: syllables, the commonest words the shortest."""
    parts = [a + b for a in "bdfghklmnprstvz" for b in "aeiou"]
    found = []
    for rank in range(TYPES):
        name, left = "", rank
        while left >= 0:
            name += parts[left % len(parts)]
            left = left // len(parts) - 1
        found.append(name)
    return np.array(found, object)


def documents(tokens, seed=0):
    """Give documents of so many tokens in all, one after the other; none is kept."""
    rng = np.random.default_rng(seed)
    names = words()
    shares = 1 / (np.arange(TYPES) + 2.7)
    until = np.cumsum(shares / shares.sum())
    for first in range(0, tokens // LENGTH, _AT_A_TIME):
        n = min(_AT_A_TIME, tokens // LENGTH - first)
        drawn = np.searchsorted(until, rng.random((n, LENGTH))).clip(0, TYPES - 1)
        # A burst: the word of an earlier place of the same document once more.
        place = np.arange(LENGTH)
        again = rng.random((n, LENGTH)) < BURSTS
        earlier = (rng.random((n, LENGTH)) * place).astype(int)
        source = np.where(again, earlier, place)
        drawn = np.take_along_axis(drawn, source, axis=1)
        years = FIRST + rng.integers(0, YEARS, n)
        for k in range(n):
            text = " ".join(names[drawn[k]])
            date = rt.parse_date(str(years[k]))
            yield rt.Document(f"d{first + k}", text, date, author=f"a{k % 97}", language="en")


def main(tokens="1000000"):
    """Say how many types there are, and how the commonest are spread."""
    corpus = rt.Corpus.from_documents(documents(int(tokens)))
    print(corpus)
    print(dict(zip(corpus.index.types[:10], corpus.index.counts[:10].tolist(), strict=True)))


if __name__ == "__main__":
    main(*sys.argv[1:])
