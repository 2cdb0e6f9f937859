"""Shares of topics over time, with intervals over documents."""

from concurrent.futures import Executor
from functools import partial
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.days import iso_of
from toolkit.corpus.sharing import shared_out
from toolkit.corpus.sliced import Slice, Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import OptionError, ProvenanceError
from toolkit.provenance import Provenance
from toolkit.statistics.intervals import checked_level
from toolkit.topics.base import TopicModel
from toolkit.topics.factors import Floats
from toolkit.topics.resampled import Resampled, resampled_shares
from toolkit.topics.share_table import SHARE_COLUMNS, Masses, TopicShares

_TEXTS = ("slice", "start", "stop", "label", "group")
_COUNTS = ("topic", "n_documents", "n_tokens")
# The name of the group of documents whose variable is empty.
UNKNOWN = "unknown"


def shares(
    topics: TopicModel,
    slices: Slices | None = None,
    *,
    by: str | None = None,
    of: Occurrences | None = None,
    resamples: int = 999,
    level: float = 0.95,
    seed: int = 7,
    executor: Executor | None = None,
) -> TopicShares:
    """Give the share of every topic in every slice, with an interval over documents.

    The share is that of all words of the slice that the model reads: a long document weighs
    more. Documents are resampled, not passages, for passages of one document resemble each
    other. The interval is given the model: it holds for other documents of the period, read with
    these topics; what another seed would find is told by `stability`.

    Parameters
    ----------
    topics : TopicModel
        The topics.
    slices : Slices, optional
        Without them decades.
    by : str, optional
        A document variable: shares for each of its values.
    of : Occurrences, optional
        Count only passages that hold an occurrence: the topics of a concept.
    resamples : int
        Draws of the documents.
    level : float
        Of the interval, between 0 and 1.
    seed : int
        Of the draws.
    executor : Executor, optional
        What the slices are shared out to.

    Returns
    -------
    TopicShares
        Slices of fewer than 5 documents, or of fewer than 3 effective ones by their words, have
        counts and no share.

    Raises
    ------
    ProvenanceError
        If slices or occurrences belong to another corpus.
    OptionError
        If an option lies outside what is allowed.
    UnknownNameError
        If the documents have no such variable.

    Notes
    -----
    Expanded percentile interval of the bootstrap: percentiles moved outwards so that in small
    slices it is as wide as one by Student's t.
    Source: Hesterberg 2015, doi:10.1080/00031305.2015.1089789.
    """
    corpus = topics.corpus
    slices = make_slices(corpus) if slices is None else slices
    if slices.corpus.hash != corpus.hash or (of is not None and of.corpus.hash != corpus.hash):
        msg = "slices or occurrences were made from another corpus than the topics; make them anew."
        raise ProvenanceError(msg)
    if resamples < 99:
        msg = f"resamples {resamples}; give at least 99, else the ends of the interval are noise."
        raise OptionError(msg)
    checked_level(level)
    weighted, words = _masses(topics, of)
    groups = _groups(topics, by)
    rows: list[dict[str, Any]] = []
    doubts = list(topics.doubts)
    cells = _cells(groups, slices, words > 0)
    tasks = (((seed, number), weighted[chosen], words[chosen]) for _, number, chosen in cells)
    drawn = shared_out(partial(_resampled, resamples, level), tasks, executor)
    for (name, number, chosen), found in zip(cells, drawn, strict=True):
        part = slices[number]
        if found is None and len(chosen):
            whose = f"{name}, " if by else ""
            doubts.append(f"{whose}{part.label}: too few ({len(chosen)} documents)")
        counted = _counted(part, chosen, words) | ({"group": name} if by else {})
        rows += [counted | row for row in _rows(topics, found)]
    settings = {
        **topics.provenance.settings,
        "slices": " ".join(slices.labels),
        "by": by or "none",
        "of": of.concept.name if of else "all",
        "resamples": resamples,
    }
    return TopicShares(
        table=pl.DataFrame(rows, schema=_schema(by)),
        labels=topics.labels,
        of=of.concept.name if of else "",
        level=level,
        doubts=tuple(doubts),
        provenance=Provenance(corpus.hash, settings, seed, dated=corpus.dated),
        masses=Masses(weighted, words, slices),
    )


def _resampled(
    resamples: int, level: float, task: tuple[tuple[int, int], Floats, Floats]
) -> Resampled | None:
    """Draw the documents of one slice anew: what one task of an executor does."""
    seed, weighted, words = task
    return resampled_shares(weighted, words, resamples, level, np.random.default_rng(seed))


def _masses(topics: TopicModel, of: Occurrences | None) -> tuple[Floats, Floats]:
    """Tokens of every topic in every document (D, k), and tokens in all (D,)."""
    passages = topics.passages
    lengths = passages.lengths.astype(np.float64)
    if of is not None:
        holds = np.zeros(len(passages), bool)
        holds[passages.holding(of.position)[0]] = True
        lengths = np.where(holds, lengths, 0.0)
    total = np.zeros((len(topics.corpus), len(topics)))
    np.add.at(total, passages.document, topics.passage_topic * lengths[:, None])
    words = np.bincount(passages.document, lengths, minlength=len(topics.corpus))
    return total, words.astype(np.float64)


def _groups(topics: TopicModel, by: str | None) -> dict[str, NDArray[np.bool_]]:
    if by is None:
        return {"": np.ones(len(topics.corpus), bool)}
    values = topics.corpus.values(by).cast(pl.String).fill_null("").to_numpy()
    values = np.where(values == "", UNKNOWN, values).astype(str)
    return {str(value): values == value for value in np.unique(values)}


def _cells(
    groups: dict[str, NDArray[np.bool_]], slices: Slices, read: NDArray[np.bool_]
) -> list[tuple[str, int, NDArray[np.int64]]]:
    """Give the documents that the model reads of each group in each slice."""
    return [
        (name, number, part.documents[(inside & read)[part.documents]])
        for name, inside in groups.items()
        for number, part in enumerate(slices)
    ]


def _counted(part: Slice, chosen: NDArray[np.int64], words: Floats) -> dict[str, Any]:
    return {
        "slice": part.label,
        "start": iso_of(part.start),
        "stop": iso_of(part.stop),
        "year": part.year,
        "n_documents": len(chosen),
        "n_tokens": int(words[chosen].sum()),
    }


def _rows(topics: TopicModel, found: Resampled | None) -> list[dict[str, Any]]:
    return [
        {
            "topic": topic,
            "label": topics.labels[topic],
            "share": None if found is None else float(found.value[topic]),
            "low": None if found is None else float(found.low[topic]),
            "high": None if found is None else float(found.high[topic]),
            "stability": None if np.isnan(stability) else float(stability),
        }
        for topic, stability in enumerate(topics.stability)
    ]


def _schema(by: str | None) -> dict[str, Any]:
    names = ("slice", *(("group",) if by else ()), *SHARE_COLUMNS[1:])
    return {
        n: pl.String if n in _TEXTS else pl.Int64 if n in _COUNTS else pl.Float64 for n in names
    }
