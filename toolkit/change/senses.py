"""In which senses a concept is used, and how their shares move."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.label_shares import label_chances, label_shares
from toolkit.change.question import in_space, refuse_groups
from toolkit.change.sense_places import SensePlaces
from toolkit.change.sense_table import SCHEMA, STABLE, SenseSeries, counted
from toolkit.change.sense_words import described, typical
from toolkit.change.timeline import check_apart
from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.provenance import Provenance
from toolkit.spaces.base import Space
from toolkit.spaces.fit import space_of
from toolkit.spaces.usages import WINDOW, contexts, own_tokens, single_vectors
from toolkit.statistics.clusters import REPEATED, Clusters, find_clusters
from toolkit.statistics.intervals import checked_level

# Below this many usages or documents no second sense is looked for.
FEWEST_USAGES, FEWEST_DOCUMENTS = 40, 20
# Most senses looked at.
MOST = 6
Codes = NDArray[np.int64]
Floats = NDArray[np.float64]


def senses(
    concept: Concept | str,
    corpus: Corpus,
    *,
    slices: Slices | None = None,
    space: Space | str = "ppmi",
    k: int | None = None,
    most: int = MOST,
    window: int = WINDOW,
    permutations: int = 999,
    level: float = 0.95,
    seed: int = 7,
) -> SenseSeries:
    """Find the senses of a concept and their share in every slice.

    Parameters
    ----------
    concept : Concept or str
        A concept, or a pattern.
    corpus : Corpus
        The corpus.
    slices : Slices, optional
        Without them decades. They must not overlap.
    space : Space or str
        A fitted space, or the name of one.
    k : int, optional
        How many senses; without it as many as hold for new documents, at most `most`.
    most : int
        The largest number looked at.
    window : int
        Context words on either side of a use.
    permutations : int
        Exchanges of documents, and resamples behind the intervals.
    level : float
        Of the intervals.
    seed : int
        Of all draws, and of a space fitted here.

    Returns
    -------
    SenseSeries
        One row a sense and slice: `share` of the slice's usages, in [0, 1], its interval over
        documents, `stability` of the sense, and `p_value`: whether its share moves at all.

    Notes
    -----
    A usage belongs to the sense whose centre is nearest by cosine. A sense is a kind of context,
    not a meaning: read its passages before naming it. Below 40 usages in 20 documents one sense
    is given, and a doubt. Shares are null in slices with fewer than 5 documents.
    Source: Tibshirani & Walther 2005, doi:10.1198/106186005X59243; Monroe, Colaresi & Quinn
    2008, doi:10.1093/pan/mpn018.
    """
    checked_level(level)
    slices = make_slices(corpus) if slices is None else slices
    check_apart(slices)
    space = space_of(space, corpus, seed=seed, slices=slices)
    refuse_groups(space, "senses")
    hits = in_space(find(concept, corpus), space)[0]
    own = own_tokens(corpus, hits.position, hits.length)
    around = contexts(space, corpus, hits.position, hits.length, own, window)
    used = np.flatnonzero(around.has_any)
    rows = around.rows[used]
    vectors = single_vectors(around, space)
    documents = hits.document[used]
    found, doubts = _clusters(vectors, documents, np.random.default_rng((seed, 8)), k, most)
    words = described(rows, documents, found.labels, len(found.centres), space, corpus)
    table = _table(hits.concept.name, slices, documents, found, words, permutations, level, seed)
    if k is not None and k > 1 and found.strength < REPEATED:
        doubts.append(
            f"{k} senses were asked for; prediction strength {found.strength:.2f}: new documents "
            "do not fall into the same ones, so they are a reading aid, not a finding"
        )
    weak = [n + 1 for n, steady in enumerate(found.stability) if steady < STABLE]
    if weak:
        listed = ", ".join(map(str, weak))
        doubts.append(f"sense {listed}: not found again when documents are drawn anew; drawn grey")
    settings: dict[str, object] = {"concept": hits.concept.name, "space": space.name}
    settings |= {"window": window, "k": k or "by prediction strength", "most": most}
    return SenseSeries(
        hits.concept.name,
        space.name,
        table,
        typical(hits, used, vectors, found),
        found.strength,
        level,
        tuple(doubts),
        Provenance(
            corpus.hash, settings | {"permutations": permutations}, seed, dated=corpus.dated
        ),
    )


def places(
    hits: Occurrences, space: Space, window: int, seed: int
) -> tuple[SensePlaces, list[str]]:
    """Give every use the sense that `senses` gives it, and what a careful reader would object."""
    refuse_groups(space, "senses")
    own = own_tokens(hits.corpus, hits.position, hits.length)
    around = contexts(space, hits.corpus, hits.position, hits.length, own, window)
    used = np.flatnonzero(around.has_any)
    rng = np.random.default_rng((seed, 8))
    vectors, documents = single_vectors(around, space), hits.document[used]
    found, doubts = _clusters(vectors, documents, rng, None, MOST)
    k = len(found.centres)
    if k < 2:
        doubts.append("no second sense holds for new documents: no slice is judged by senses")
    if weak := [str(n + 1) for n, steady in enumerate(found.stability) if steady < STABLE]:
        doubts.append(f"sense {', '.join(weak)}: not found again when documents are drawn anew")
    return SensePlaces(hits.position[used], found.labels, k), doubts


def _clusters(
    vectors: Floats, documents: Codes, rng: np.random.Generator, k: int | None, most: int
) -> tuple[Clusters, list[str]]:
    few = len(vectors) < FEWEST_USAGES or len(np.unique(documents)) < FEWEST_DOCUMENTS
    if few and k is None:
        k = 1
    if not len(vectors):
        width = vectors.shape[1]
        none = Clusters(np.empty(0, np.int64), np.zeros((1, width)), np.ones(1), np.nan, np.nan)
        return none, ["it does not occur in these documents"]
    said = []
    if few:
        said.append(
            f"too few ({len(vectors)} uses in {len(np.unique(documents))} documents; "
            f"{FEWEST_USAGES} in {FEWEST_DOCUMENTS} are needed): senses are not told apart"
        )
    return find_clusters(vectors, documents, rng, k, most), said


def _table(
    concept: str,
    slices: Slices,
    documents: Codes,
    found: Clusters,
    words: list[str],
    permutations: int,
    level: float,
    seed: int,
) -> pl.DataFrame:
    size = len(found.centres)
    where = np.full(int(documents.max(initial=0)) + 1, -1)
    for number, part in enumerate(slices):
        where[part.documents[part.documents < len(where)]] = number
    at = where[documents]
    chance = label_chances(at, documents, found.labels, size, len(slices), permutations, seed)
    rows: list[dict[str, Any]] = []
    for number, part in enumerate(slices):
        here = at == number
        shares = label_shares(documents[here], found.labels[here], size, permutations, level,
                         np.random.default_rng((seed, 9, number)))  # fmt: skip
        for sense in range(size):
            rows.append(
                counted(part, here, documents)
                | {
                    "concept": concept,
                    "sense": sense + 1,
                    "words": words[sense],
                    "n_sense": int((found.labels[here] == sense).sum()),
                    "stability": float(found.stability[sense]),
                    "p_value": chance[sense] if size > 1 else None,
                }
                | shares[sense]
            )
    return pl.DataFrame(rows, schema=SCHEMA)
