"""Usage vectors: weighted means of contexts, as a loop over the tokens gives them."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.spaces.fit import fit
from toolkit.spaces.usages import contexts, own_tokens, single_vectors, usages

# Relative rounding of sums in single precision.
SINGLE = 1e-5


def by_hand(space, corpus, hits, window):
    """Centred usage vector of each hit, in the plainest way; None without context."""
    index, own = corpus.index, set()
    for start, n in zip(hits.position, hits.length, strict=True):
        own |= set(range(start, start + n))
    made = []
    for start, n, row in zip(hits.position, hits.length, hits.document, strict=True):
        places = [*range(start - window, start), *range(start + n, start + n + window)]
        total, weight = 0.0, 0.0
        for place in places:
            if index.offsets[row] <= place < index.offsets[row + 1] and place not in own:
                at = np.flatnonzero(space.kept == index.ids[place])
                if len(at):
                    total = total + float(space.weights[at[0]]) * space.vectors[at[0]].astype(float)
                    weight += float(space.weights[at[0]])
        if not weight:
            made.append(None)
            continue
        mean = total / weight
        made.append((mean if space.matrix is None else space.matrix @ mean) - space.centre)
    return made


@pytest.mark.parametrize("name", ["ppmi", "alc"])
def test_sums_per_document_are_those_of_a_loop(sea_and_land, name):
    """Every context word counts once with its weight, tokens of the concept left out."""
    space = fit(name, sea_and_land, dim=10)
    hits = find("skiff | dinghy | ox and", sea_and_land)
    found = usages(space, sea_and_land, hits.position, hits.length, 6)
    expected = by_hand(space, sea_and_land, hits, 6)
    for row, total, n in zip(found.documents, found.sums, found.counts, strict=True):
        own = [v for v, d in zip(expected, hits.document, strict=True) if d == row]
        assert n == len(own)
        size = np.abs(own).sum()
        assert total == pytest.approx(np.sum(own, axis=0), abs=SINGLE * size)


@pytest.mark.parametrize("size", [1, 7])
def test_parts_do_not_matter(sea_and_land, monkeypatch, size):
    """Laid out in small parts, by whomever, usages add up to the same sums.

    Uses stand in each other's windows, also across the edges of parts: they are no context.
    """
    space = fit("ppmi", sea_and_land, dim=10)
    hits = find("ox | and | plough barn", sea_and_land)
    assert np.mean(np.diff(hits.position) <= 10) > 0.3
    whole = usages(space, sea_and_land, hits.position, hits.length)
    monkeypatch.setattr("toolkit.spaces.usages._AT_A_TIME", size)
    with ThreadPoolExecutor(2) as executor:
        parts = usages(space, sea_and_land, hits.position, hits.length, executor=executor)
    assert np.array_equal(parts.documents, whole.documents)
    assert np.array_equal(parts.counts, whole.counts)
    assert parts.sums == pytest.approx(whole.sums, abs=SINGLE * np.abs(whole.sums).sum(1).max())


def test_single_vectors_add_up_to_the_sums(sea_and_land):
    """One vector an occurrence, added per document, is what `usages` gives."""
    space = fit("ppmi", sea_and_land, dim=10)
    hits = find("skiff", sea_and_land)
    own = own_tokens(sea_and_land, hits.position, hits.length)
    around = contexts(space, sea_and_land, hits.position, hits.length, own)
    vectors, documents = single_vectors(around, space), hits.document[around.has_any]
    found = usages(space, sea_and_land, hits.position, hits.length)
    sums = [vectors[documents == row].sum(axis=0) for row in found.documents]
    assert np.array(sums) == pytest.approx(found.sums, abs=1e-5)


def test_an_occurrence_without_context_is_counted_as_such(sea_and_land):
    """A document of one word has no usage vector, and that is said."""
    texts = {d: sea_and_land.text(d) for d in sea_and_land.documents["id"]}
    documents = [Document(d, t) for d, t in texts.items()] + [Document("lone", "ox")]
    corpus = Corpus.from_documents(documents)
    space, hits = fit("ppmi", corpus, dim=10), find("ox", corpus)
    found = usages(space, corpus, hits.position, hits.length)
    assert found.n_without == 1
    assert found.n == len(hits) - 1


def test_a_concept_nobody_uses_has_no_usages(sea_and_land):
    """No occurrence gives empty sums of the right width."""
    space = fit("ppmi", sea_and_land, dim=10)
    none = np.empty(0, np.int64)
    assert usages(space, sea_and_land, none, none).sums.shape == (0, 10)
