"""When the share of a topic changed."""

import numpy as np

from toolkit.change.changes import Changes, table_of
from toolkit.change.dating import Rates, dated, doubts, nothing
from toolkit.change.timeline import check_apart
from toolkit.change.units import Exchange, series_exchange
from toolkit.corpus.sliced import Slice
from toolkit.errors import OptionError, ProvenanceError
from toolkit.provenance import Provenance
from toolkit.statistics.breaks import find_breaks
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.timed import Timed, timed
from toolkit.topics.share_table import Masses, TopicShares


def share_breaks(
    shares: TopicShares,
    *,
    permutations: int,
    level: float,
    seed: int,
    topic: int | str | None = None,
    unit: str = "auto",
) -> Changes:
    """Find the breaks in the share of one topic; parameters as in `breaks`.

    The unit is a document (or an author) with its tokens and those of the topic, so that the mean
    of units is the share and their squared distance the squared difference of shares.
    """
    if topic is None:
        msg = "breaks of shares: give topic=, its number or its label."
        raise OptionError(msg)
    one = shares.of_topic(topic)
    if one.masses is None:
        msg = "these shares were not made by shares(…), so the documents behind them are not known."
        raise ProvenanceError(msg)
    number = shares.topic(topic)
    series, parts, exchange = _units(one.masses, number, unit)
    years = np.array([part.year for part in parts])
    rng = np.random.default_rng((seed, 2))
    found, searched = find_breaks(
        series, years, metric="squared", permutations=permutations, rng=rng, level=level
    )
    changes = dated(parts, found, Rates(series.pool, series.at, 1.0), level)
    label = shares.labels[number]
    settings = {**shares.provenance.settings, "topic": number, "permutations": permutations}
    return Changes(
        label,
        "share",
        table_of(label, "share", exchange.unit, changes, nothing(searched)),
        tuple(changes),
        one,
        level,
        (*doubts(parts, changes, searched, level), *exchange.doubts, *shares.doubts),
        Provenance(shares.provenance.corpus, settings, seed, dated=shares.provenance.dated),
    )


def _units(masses: Masses, topic: int, unit: str) -> tuple[Timed, list[Slice], Exchange]:
    """Give units of tokens of the topic and tokens in all; slices without any are left out."""
    weighted, words, slices = masses
    check_apart(slices)
    parts = [part for part in slices if words[part.documents].sum() > 0]
    inside = [part.documents[words[part.documents] > 0] for part in parts]
    exchange = series_exchange(slices.corpus, inside, words, unit, None)
    rows = np.concatenate([np.empty(0, np.int64), *inside])
    at = np.repeat(np.arange(len(parts)), [len(some) for some in inside])
    # One unit for each author (or document) in each slice.
    groups = exchange.codes[rows] * max(1, len(parts)) + at
    _, first, own = np.unique(groups, return_index=True, return_inverse=True)
    of_topic, in_all = (
        np.bincount(own, values[rows]).astype(float) for values in (weighted[:, topic], words)
    )
    pool = UnitSums(of_topic[:, None], in_all)
    return timed(pool, at[first], len(parts), exchange.blocks[rows[first]]), parts, exchange
