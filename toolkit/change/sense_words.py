"""What a sense is about: its contrasting words, and its most typical passages."""

import numpy as np
import polars as pl
import scipy.sparse as sp
from numpy.typing import NDArray

from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.words import content_types
from toolkit.spaces.base import Space
from toolkit.statistics.clusters import Clusters

WORDS, PASSAGES, WINDOW = 8, 10, 16
# Weight of the whole in the prior of a word's odds, in documents.
PRIOR = 10.0
Codes = NDArray[np.int64]
Floats = NDArray[np.float64]


def described(
    rows: sp.csr_array, documents: Codes, labels: Codes, size: int, space: Space, corpus: Corpus
) -> list[str]:
    """Name for each sense the content words that set it apart, the strongest first.

    Counted are documents that have the word beside a use of the sense, not uses: one speech
    cannot name a sense. Ordered by the z of the log-odds against the other senses, with a prior
    from all; of one sense simply the most frequent words.
    Source: Monroe, Colaresi & Quinn 2008, doi:10.1093/pan/mpn018.
    """
    if not len(labels):
        return [""] * size
    allowed = content_types(corpus, space.language)[space.kept]
    kept = np.flatnonzero(allowed)
    names = [corpus.index.types[i] for i in space.kept[kept]]
    counts = np.zeros((size, len(kept)))
    for sense in range(size):
        here = labels == sense
        own = np.unique(documents[here], return_inverse=True)[1]
        shape = (int(own.max(initial=0)) + 1, len(own))
        chosen = sp.csr_array((np.ones(len(own)), (own, np.arange(len(own)))), shape=shape)
        added = (chosen @ (rows[here][:, kept] > 0).astype(float)).tocsr()
        counts[sense] = np.asarray((added > 0).sum(axis=0)).ravel()
    scores = counts if size == 1 else log_odds(counts)
    best = np.argsort(-scores, axis=1, kind="stable")[:, :WORDS]
    return [
        ", ".join(names[i] for i in row if counts[sense, i] > 0) for sense, row in enumerate(best)
    ]


def log_odds(counts: Floats) -> Floats:
    """Z of the log-odds of each word in each row against the other rows, (k, V).

    Larger means more of this row. The prior is the whole, worth ten counts a row.
    Source: Monroe, Colaresi & Quinn 2008, doi:10.1093/pan/mpn018.
    """
    whole = counts.sum(axis=0)
    prior = PRIOR * whole / max(whole.sum(), 1.0) + 1e-9
    total, own = counts.sum(), counts.sum(axis=1, keepdims=True)
    rest = whole - counts
    one = np.log((counts + prior) / (own + PRIOR - counts - prior + 1e-9))
    other = np.log((rest + prior) / (total - own + PRIOR - rest - prior + 1e-9))
    return np.asarray((one - other) / np.sqrt(1 / (counts + prior) + 1 / (rest + prior)))


def typical(hits: Occurrences, used: Codes, vectors: Floats, found: Clusters) -> pl.DataFrame:
    """Show the usages nearest to the centre of each sense, one a document."""
    lengths = np.linalg.norm(vectors, axis=1)
    rows: list[tuple[int, int, float]] = []
    for sense, centre in enumerate(found.centres):
        here = np.flatnonzero(found.labels == sense)
        scores = vectors[here] @ centre / np.where(lengths[here] > 0, lengths[here], 1.0)
        seen: set[int] = set()
        for k in np.argsort(-scores, kind="stable"):
            document = int(hits.document[used[here[k]]])
            if document not in seen:
                seen.add(document)
                rows.append((sense + 1, int(used[here[k]]), float(scores[k])))
            if len(seen) == PASSAGES:
                break
    numbers, cosines = [row[0] for row in rows], [row[2] for row in rows]
    chosen = np.array([row[1] for row in rows], np.int64)
    passages = hits.passages(chosen, WINDOW)
    known = hits.corpus.documents[hits.document[chosen]].select("title", "author")
    says = pl.DataFrame({"sense": numbers, "score": cosines},
                        schema={"sense": pl.Int64, "score": pl.Float64})  # fmt: skip
    table: pl.DataFrame = pl.concat([says, passages, known], how="horizontal")
    return table
