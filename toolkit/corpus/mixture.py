"""Does the mix of a corpus change with time: authors, kinds of texts, languages, editions."""

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.stats import chi2_contingency

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import DateSpan, is_undated, parse_date
from toolkit.corpus.days import year_of
from toolkit.corpus.documents import COLUMNS
from toolkit.corpus.fitness import LEAST_DOCUMENTS, Check, listed
from toolkit.corpus.sliced import Slice, Slices
from toolkit.errors import DateError

# How many times as many authors a slice must have as another; share of words by authors of the
# slice before, below which the authors were replaced.
MORE_AUTHORS, REPLACED = 2.0, 0.2
# A variable with at most so many values is a kind of text, and its mix a mixture; a third of the
# documents must be of another kind than before, and more than chance explains.
MOST_KINDS, SHIFTED, LEVEL = 20, 1 / 3, 0.01
# What variables say where the words may be younger or older than the date.
_EDITION = re.compile(r"translat|edition|posthum|reprint|traduc|übersetz|перевод|译|譯", re.I)
_NO_KIND = {*COLUMNS, "n_tokens", "text_hash", "source_path", "commit"} - {"language"}


def authors(corpus: Corpus, slices: Slices) -> Iterator[Check]:
    """Find growth of the number of authors, and their replacement."""
    known = corpus.documents["author"].to_numpy()
    full = [s for s in slices if len(s.documents) >= LEAST_DOCUMENTS]
    names = [set(known[s.documents]) - {""} for s in full]
    if not full or max(map(len, names)) < LEAST_DOCUMENTS:
        return
    sizes = [len(some) for some in names]
    most, least = int(np.argmax(sizes)), int(np.argmin(sizes))
    if sizes[most] >= MORE_AUTHORS * max(1, sizes[least]):
        verb = "grow" if most > least else "fall"
        first, last = sorted((least, most))
        said = (
            f"authors {verb} from {sizes[first]} ({full[first].label}) to {sizes[last]} "
            f"({full[last].label})"
        )
        advice = (
            "compare the same authors: strata='author', or keep those of the first slice (where=)"
        )
        yield Check("authors", sizes[most] / max(1, sizes[least]), said, advice)
    yield from _replaced(corpus, full, names)


def _replaced(corpus: Corpus, full: list[Slice], names: list[set[str]]) -> Iterator[Check]:
    known, tokens = (corpus.documents[n].to_numpy() for n in ("author", "n_tokens"))
    gone = []
    for (a, b), (before, _) in zip(pairwise(full), pairwise(names), strict=True):
        words = tokens[b.documents]
        again = np.isin(known[b.documents], list(before))
        share = float((words * again).sum() / max(1, words.sum()))
        if before and share < REPLACED:
            gone.append(f"{a.label}|{b.label} ({share:.0%})")
    if gone:
        said = (
            f"at {len(gone)} of {len(full) - 1} edges of slices the authors are replaced (words by "
            f"authors of the slice before): {listed(gone)}"
        )
        advice = "a change there cannot be told from one of authors; use unit='author'"
        yield Check("authors", len(gone), said, advice)


def kinds(corpus: Corpus, slices: Slices) -> Iterator[Check]:
    """Find document variables, language among them, whose mix changes from slice to slice."""
    full = [s for s in slices if len(s.documents) >= LEAST_DOCUMENTS]
    for name in corpus.documents.columns:
        values = corpus.documents[name].cast(pl.String).fill_null("").to_numpy()
        some = np.unique(values)
        if name in _NO_KIND or not 2 <= len(some) <= MOST_KINDS or len(full) < 2:
            continue
        counts = np.array([[(values[s.documents] == v).sum() for v in some] for s in full])
        shares = counts / counts.sum(1, keepdims=True)
        # A mix may also turn slowly: then the first slice is set beside the last.
        turned = [pair for pair in pairwise(range(len(full))) if _shifted(counts[[*pair]])]
        turned = turned or [(0, len(full) - 1)] * _shifted(counts[[0, -1]])
        if turned:
            told = []
            for a, b in turned:
                v = int(np.argmax(np.abs(shares[b] - shares[a])))
                what = some[v] or "unknown"
                edge = f"{full[a].label}|{full[b].label}"
                told.append(f"{edge} ({what!r} from {shares[a, v]:.0%} to {shares[b, v]:.0%})")
            said = f"the mix of {name} changes, in shares of documents: {listed(told)}"
            advice = f"hold it fixed (strata={name!r}) or keep one kind (where=)"
            yield Check("mix", max(_shift(counts[[*pair]]) for pair in turned), said, advice)


def _shift(counts: NDArray[np.int64]) -> float:
    """Share of documents that would have to be of another kind, of counts (2, n_kinds)."""
    first, last = counts / counts.sum(1, keepdims=True)
    return float(np.abs(last - first).sum() / 2)


def _shifted(counts: NDArray[np.int64]) -> bool:
    """Tell whether a mix changed, by so much and beyond chance (chi-squared)."""
    seen = counts[:, counts.sum(0) > 0]
    if _shift(counts) < SHIFTED:
        return False
    return bool(chi2_contingency(seen, correction=False).pvalue < LEVEL)


def languages(corpus: Corpus, slices: Slices) -> Iterator[Check]:
    """Say when documents are in several languages."""
    if len(corpus.languages) > 1:
        written = corpus.documents["language"].to_list()
        split = [f"{name} {written.count(name):,}" for name in corpus.languages]
        said = f"documents are in {len(split)} languages: {listed(split)}"
        advice = "fit a space on each; a concept needs patterns for each"
        yield Check("languages", len(split), said, advice)


def editions(corpus: Corpus, slices: Slices) -> Iterator[Check]:
    """Find variables that speak of translations or editions, and other dates than the axis."""
    for name in corpus.documents.columns:
        column = corpus.documents[name]
        if name in (*_NO_KIND, "language") or column.dtype != pl.String:
            continue
        says = column.str.contains(f"(?i){_EDITION.pattern}").fill_null(value=False)
        if n := int(says.sum()):
            example = column.filter(says).value_counts(sort=True)[name][0]
            said = f"{name} speaks of a translation or edition in {n:,} documents, as {example!r}"
            advice = (
                "the wording may be of another date than the document; leave these out or say so"
            )
            yield Check("editions", n, said, advice)
        elif re.search("date|year", name, re.I):
            yield from _other_date(corpus, name)


def _other_date(corpus: Corpus, name: str) -> Iterator[Check]:
    apart = []
    rows = corpus.documents.select("id", "date", "start", "stop", other=name)
    for row, date, start, stop, given in rows.iter_rows():
        other = None if start is None else _span_of(given)
        if other and (other.stop <= start or stop <= other.start):
            years = abs(year_of(other.start) - year_of(start))
            apart.append((years, f"{row} ({date}, {name} {given})"))
    if apart:
        years = float(np.median([one for one, _ in apart]))
        named = listed([text for _, text in sorted(apart, reverse=True)], 3)
        said = (
            f"{name} differs from the date in {len(apart):,} document{'s'[: len(apart) != 1]}, "
            f"by {years:.0f} years in the middle: {named}"
        )
        # What gave way was weighed already.
        is_weighed = name == "date_otherwise"
        advice = "decide which date is the axis" + f" (dated_by={name!r})" * (not is_weighed)
        yield Check("editions", len(apart), said, advice)


def _span_of(given: str | None) -> DateSpan | None:
    try:
        return None if given is None or is_undated(given) else parse_date(given)
    except DateError:
        return None
