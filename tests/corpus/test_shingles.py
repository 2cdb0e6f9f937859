"""Shared passages: every one found, none invented, against loops over all pairs of places."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.corpus import shingle_keys
from toolkit.corpus import shingles as module
from toolkit.corpus.index import MOST_TOKENS, TokenIndex, invert
from toolkit.corpus.shingle_keys import keys_of, lookup
from toolkit.corpus.shingles import repeats, shared
from toolkit.errors import OptionError

STREAMS = st.lists(st.lists(st.integers(0, 2), max_size=14), max_size=6)


def indexed(documents, n_types=12):
    """Make an index of documents given as lists of type ids."""
    ids = np.array([i for document in documents for i in document], np.uint32)
    offsets = np.cumsum([0, *map(len, documents)])
    postings = np.zeros(len(ids), np.uint32)
    type_offsets = invert(ids, n_types, postings)
    return TokenIndex([f"t{i}" for i in range(n_types)], ids, offsets, postings, type_offsets)


def places(documents):
    """Give all places: position in the stream, document, token within it."""
    stream = [(d, k) for d, document in enumerate(documents) for k in range(len(document))]
    return [(at, d, k) for at, (d, k) in enumerate(stream)]


@pytest.fixture(params=[1, 3, 1 << 20], autouse=True, scope="module")
def block(request):
    """Make keys of one token, three or all of them at a time, and sort as few."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shingle_keys, "BLOCK", request.param)
        patch.setattr(module, "SORTED", max(4, request.param))
        yield


@given(STREAMS, st.integers(2, 4))
def test_repeats_are_the_shingles_that_stand_twice(documents, n):
    """Groups are those of a dictionary from tuples of tokens to places."""
    found = {}
    for at, d, k in places(documents):
        if k + n <= len(documents[d]):
            found.setdefault(tuple(documents[d][k : k + n]), []).append(at)
    wanted = sorted(where for where in found.values() if len(where) > 1)
    position, group = repeats(indexed(documents), n)
    got = [position[group == g].tolist() for g in range(int(group.max(initial=-1)) + 1)]
    assert sorted(got) == wanted


@given(STREAMS, st.integers(2, 4))
def test_shared_passages_are_all_that_cannot_be_made_longer(documents, n):
    """Every pair of places in two documents, walked along as far as the tokens are the same."""
    wanted = set()
    for a, d, i in places(documents):
        for b, e, j in places(documents):
            before = i and j and documents[d][i - 1] == documents[e][j - 1]
            if d >= e or before:
                continue
            pairs = zip(documents[d][i:], documents[e][j:], strict=False)
            length = next((k for k, (x, y) in enumerate(pairs) if x != y), None)
            if length is None:
                length = min(len(documents[d]) - i, len(documents[e]) - j)
            if length >= n:
                wanted.add((a, b, length))
    found = shared(indexed(documents), n, most=100)
    assert set(zip(*(column.tolist() for column in found), strict=True)) == wanted
    assert len(found.length) == len(wanted)


@given(STREAMS)
def test_with_first_each_place_is_paired_with_the_earliest_one(documents):
    """A later place is covered as far as some earlier document has its shingle."""
    n = 2
    found = shared(indexed(documents), n, pairs="first")
    covered = {
        later + k
        for later, length in zip(found.later.tolist(), found.length.tolist(), strict=True)
        for k in range(length - n + 1)
    }
    first = {}
    wanted = set()
    for at, d, k in places(documents):
        shingle = tuple(documents[d][k : k + n])
        if len(shingle) == n and first.setdefault(shingle, d) != d:
            wanted.add(at)
    assert covered == wanted


def test_where_very_many_share_a_shingle_it_takes_the_first_and_the_one_before():
    """Of six documents that share a passage, capped at four: the first's pairs, and neighbours."""
    found = shared(indexed([[1, 2, 3]] * 6), 3, most=4)
    pairs = set(zip(found.earlier.tolist(), found.later.tolist(), strict=True))
    assert pairs == {(0, 3 * k) for k in range(1, 6)} | {(3 * k, 3 * k + 3) for k in range(5)}


@given(STREAMS, st.integers(1, 3))
def test_looked_up_shingles_are_found_wherever_they_stand(documents, gap):
    """Two tokens with others between them, in one document, against a loop."""
    wanted = np.unique(keys_of(np.array([0, 1, 2, 2]), (0, 1)))
    names = {int(keys_of(np.array(pair), (0, 1))[0]): pair for pair in ([0, 1], [1, 2], [2, 2])}
    position, which = lookup(indexed(documents), wanted, (0, gap))
    got = [(at, names[int(wanted[w])]) for at, w in zip(position.tolist(), which, strict=True)]
    assert got == [
        (at, [documents[d][k], documents[d][k + gap]])
        for at, d, k in places(documents)
        if k + gap < len(documents[d])
        and [documents[d][k], documents[d][k + gap]] in names.values()
    ]


def test_types_of_one_code_are_the_same():
    """Forms of one lemma make one shingle."""
    index = indexed([[0, 1, 2], [0, 3, 2]])
    assert len(shared(index, 3).length) == 0
    assert shared(index, 3, codes=np.array([0, 1, 2, 1, *range(4, 12)], np.uint32)).length == [3]


def test_a_passage_of_one_word_is_refused():
    """One word is no passage."""
    with pytest.raises(OptionError, match="2 words or more"):
        repeats(indexed([[1]]), 1)


def test_pairs_at_the_far_end_of_a_corpus_are_told_apart():
    """Diagonal and position are found again up to the largest number of tokens."""
    ends = np.array([0, 1, MOST_TOKENS - 2, MOST_TOKENS - 1])
    a, b = (side.ravel() for side in np.meshgrid(np.arange(4), np.arange(4)))
    both = module._joined_pair(ends, np.arange(4), a, b)
    found = {(int(one & module._PLACE), int(one >> module._SHIFT)) for one in both}
    expected = {(int(x), int(y - x)) for x in ends for y in ends if x < y}
    assert found == expected
