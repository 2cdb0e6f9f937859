"""Spaces trained by groups of documents: dealt out, frozen, turned, referenced as written out."""

import numpy as np
import pytest

from toolkit.concepts.find import find
from toolkit.corpus.slices import slices
from toolkit.errors import OptionError
from toolkit.spaces.aligned import turned
from toolkit.spaces.base import Asked, main_language
from toolkit.spaces.compass import against
from toolkit.spaces.cooccurrence import cooccurrences
from toolkit.spaces.fit import fit
from toolkit.spaces.groups import groups_of, members
from toolkit.spaces.ppmi import ppmi
from toolkit.spaces.referencing import folding
from toolkit.spaces.sgns import Pieces, Sgns

SMALL = {"dim": 12}


@pytest.fixture(scope="module")
def decades(sea_and_land):
    """Slices of twenty years."""
    return slices(sea_and_land, every=20)


def test_groups_hold_every_document_of_a_slice_once(sea_and_land, decades):
    """Five groups a slice, of about equally many tokens; none crosses an edge."""
    groups = groups_of(sea_and_land, main_language(sea_and_land), decades, 5, 7)
    tokens = sea_and_land.documents["n_tokens"].to_numpy()
    number = sum(min(5, len(part.documents)) for part in decades)
    assert sorted(set(groups)) == list(range(1, number + 1))
    for part in decades:
        sizes = [tokens[groups == k].sum() for k in np.unique(groups[part.documents])]
        assert max(sizes) < 1.5 * min(sizes)
    rows = members(groups)
    assert np.array_equal(np.sort(np.concatenate(rows)), np.arange(len(sea_and_land)))
    assert all((groups[row] == k + 1).all() for k, row in enumerate(rows))


def test_groups_and_slices_that_cannot_be_used_are_refused(sea_and_land):
    """Fewer than five groups make no comparison; slices that share documents no groups."""
    with pytest.raises(OptionError, match="groups 4"):
        fit("referencing", sea_and_land, slices=slices(sea_and_land, every=10), groups=4)
    with pytest.raises(OptionError, match="share documents"):
        fit("referencing", sea_and_land, slices=slices(sea_and_land, rolling=(10, 5)))


def test_context_vectors_of_a_compass_are_frozen_bit_for_bit(sea_and_land):
    """Training moves every target vector that is used, and not one bit of the context vectors."""
    below = fit("sgns", sea_and_land, **SMALL)
    counts = {str(name): int(sea_and_land.index.counts[name]) for name in below.kept}
    before = below.vectors.tobytes()
    pieces = Pieces(sea_and_land, np.arange(20))
    targets, contexts = against(below.vectors, counts, pieces, Sgns(**SMALL, epochs=3))
    assert contexts.tobytes() == before == below.vectors.tobytes()
    assert (np.linalg.norm(targets, axis=1) > 0).all()


def test_a_turned_space_is_turned_back():
    """A rotation that was made is found again; distances within the space stay."""
    rng = np.random.default_rng(0)
    onto = rng.normal(size=(50, 6))
    turn = np.linalg.qr(rng.normal(size=(6, 6)))[0]
    assert turned(onto @ turn, onto) == pytest.approx(onto)


def test_folding_gives_back_the_vectors_of_the_whole_corpus(sea_and_land):
    """A row of the table that was decomposed becomes the vector that the decomposition gave."""
    kept = np.arange(20)
    table = ppmi(cooccurrences(sea_and_land, np.ones(len(sea_and_land), bool), kept, 5))
    left, values, right = np.linalg.svd(table.toarray().astype(float), full_matrices=False)
    vectors = (left * np.sqrt(values))[:, :5]
    assert folding(table, vectors) == pytest.approx((right.T / np.sqrt(values))[:, :5], abs=1e-5)


def test_a_referenced_vector_is_that_of_its_counts_written_out(sea_and_land, decades):
    """Contexts of one word in one group, counted in a double loop, give its vector."""
    space = fit("referencing", sea_and_land, slices=decades, **SMALL)
    hits = find("skiff", sea_and_land)
    own = np.zeros(sea_and_land.n_tokens, bool)
    own[hits.position] = True
    given = space.given(sea_and_land, Asked(hits.position, hits.length, own, 10))
    index = sea_and_land.index
    for group in np.unique(space.groups[hits.document]):
        mine = np.flatnonzero(space.groups[hits.document] == group)
        counts = np.zeros(len(space.kept))
        for k in mine:
            start, stop = index.offsets[hits.document[k]], index.offsets[hits.document[k] + 1]
            for step in range(1, 6):
                for place in (hits.position[k] - step, hits.position[k] + step):
                    if start <= place < stop and not own[place]:
                        row = space.row_of_type[index.ids[place]]
                        counts[row] += (6 - step) * (row >= 0)
        with np.errstate(divide="ignore"):
            row = np.maximum(0, np.log(counts / counts.sum()) - space.contexts)
        vector = row @ space.folding
        directions = space.vectors / np.linalg.norm(space.vectors, axis=1, keepdims=True)
        expected = vector / np.linalg.norm(vector) - directions.mean(axis=0)
        assert given[mine] == pytest.approx(np.tile(expected, (len(mine), 1)), abs=1e-4)
