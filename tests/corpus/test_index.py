"""The token index: positions, counts and documents, each against a plain loop."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.corpus import index as module
from toolkit.corpus.index import TokenIndex, count_types, invert

STREAMS = st.lists(st.lists(st.integers(0, 6), max_size=9), max_size=7)


def indexed(documents, n_types=7):
    """Make an index of documents given as lists of type ids."""
    ids = np.array([i for document in documents for i in document], np.uint32)
    offsets = np.cumsum([0, *map(len, documents)])
    postings = np.zeros(len(ids), np.uint32)
    type_offsets = invert(ids, n_types, postings)
    return TokenIndex([f"t{i}" for i in range(n_types)], ids, offsets, postings, type_offsets)


@pytest.fixture(params=[1, 2, 3, 1 << 22], autouse=True, scope="module")
def block(request):
    """Invert one token, two, three or all of them at a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", request.param)
        yield


@given(STREAMS)
def test_positions_of_a_type_are_where_it_stands(documents):
    """The positions of every type are those that a loop over the tokens finds, ascending."""
    index = indexed(documents)
    for type_id in range(7):
        stands = [at for at, found in enumerate(index.ids) if found == type_id]
        assert index.positions(type_id).tolist() == stands
        assert index.counts[type_id] == len(stands)
    assert count_types(index.ids, 7).tolist() == index.counts.tolist()


@given(STREAMS)
def test_a_position_belongs_to_the_document_that_holds_it(documents):
    """`documents_of` passes over empty documents."""
    index = indexed(documents)
    rows = [row for row, document in enumerate(documents) for _ in document]
    assert index.documents_of(np.arange(len(index.ids))).tolist() == rows


@given(STREAMS, st.data())
def test_counts_by_group_are_those_of_a_loop(documents, data):
    """Every type is counted in every group; documents of a negative group are left out."""
    group = st.integers(-1, 2)
    groups = data.draw(st.lists(group, min_size=len(documents), max_size=len(documents)))
    expected = np.zeros((7, 3), int)
    for document, where in zip(documents, groups, strict=True):
        for type_id in document:
            expected[type_id, where] += where >= 0
    found = indexed(documents).counts_by(np.array(groups, np.int64), 3)
    assert found.tolist() == expected.tolist()


def test_an_index_knows_its_types_by_name():
    """A type the corpus lacks has no id."""
    index = indexed([[0, 1]])
    assert index.id_of("t1") == 1
    assert index.id_of("t9") is None
