"""Is a corpus fit for a question of time: gaps, thin slices, one voice, dates, copies.

Each check is a function of a corpus and its slices that gives findings: a sentence with its number
and what to do about it. None is a clean bill.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import polars as pl

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.days import year_of
from toolkit.corpus.reprints import reprints
from toolkit.corpus.sliced import Slice, Slices

# STATISTICS 0.8: below this number of documents a slice is not judged.
LEAST_DOCUMENTS = 5
# Share of the words of a slice from which an author, or a document, speaks for it.
ONE_AUTHOR, ONE_DOCUMENT = 0.8, 0.5
# How many times longer the usual document of one slice must be than that of another.
LONGER = 2.0
NAMED = 6


class Check(NamedTuple):
    """One finding: which check, its number, what it says, what to do."""

    check: str
    number: float
    sentence: str
    advice: str


def listed(names: list[str], most: int = NAMED) -> str:
    """Name some, and say how many more there are.

    Examples
    --------
    >>> listed(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


def omitted(corpus: Corpus, slices: Slices) -> Iterator[Check]:
    """Count what did not come in, holds nothing, or has no author."""
    if n := len(corpus.skipped):
        said = f"{n:,} inputs were skipped, or taken in without their date"
        yield Check("omitted", n, said, "see the list of reading (corpus.skipped)")
    if n := int((corpus.documents["n_tokens"] == 0).sum()):
        said = f"{n:,} of {len(corpus):,} documents hold no word"
        yield Check("omitted", n, said, "look at their source: a scan without a text layer?")
    n = int((corpus.documents["author"] == "").sum())
    if 0 < n < len(corpus):
        said = f"{n:,} of {len(corpus):,} documents have no author"
        yield Check("omitted", n, said, "give one where it is known; without, documents are units")


def gaps(corpus: Corpus, slices: Slices) -> Iterator[Check]:
    """Find years without a document, where most years have one, and empty slices."""
    empty = [part.label for part in slices if not len(part.documents)]
    if empty:
        said = f"{len(empty)} of {len(slices)} slices hold no document: {listed(empty)}"
        yield Check("gaps", len(empty), said, "compare slices on one side of the gap only")
    dated = corpus.documents.drop_nulls("start")
    if not len(dated) or bool((dated["precision"] == "sequence").all()):
        return
    years = np.unique(np.floor([year_of(day) for day in dated["start"].to_list()])).astype(int)
    steps = np.diff(years)
    usual = int(np.median(steps)) if len(steps) else 1
    long = np.flatnonzero(steps > usual)
    missing = int(sum(steps[k] - usual for k in long) / usual)
    if missing and usual < 10:
        spans = sorted(long, key=lambda k: (-steps[k], k))
        shown = [_span(years[k] + usual, years[k + 1] - usual) for k in spans]
        every = "year" if usual == 1 else f"{usual} years"
        said = (
            f"{missing} of {missing + len(years)} expected dates (one every {every}) lack a "
            f"document, the longest gaps first: {listed(shown)}"
        )
        advice = "find out why; a change across a gap has no date, and edges of slices belong there"
        yield Check("gaps", missing, said, advice)


def _span(first: int, last: int) -> str:
    return str(first) if last <= first else f"{first}–{last}"


def thin(corpus: Corpus, slices: Slices) -> Iterator[Check]:
    """Find slices with too few documents to be judged."""
    few = [s for s in slices if 0 < len(s.documents) < LEAST_DOCUMENTS]
    if few:
        named = listed([f"{s.label} ({len(s.documents)})" for s in few])
        said = (
            f"{len(few)} of {len(slices)} slices hold fewer than {LEAST_DOCUMENTS} documents "
            f"and will not be judged: {named}"
        )
        yield Check("thin slices", len(few), said, "use longer slices, as every=20, or mass=")


def voices(corpus: Corpus, slices: Slices) -> Iterator[Check]:
    """Find slices in which one author, or one document, holds most of the words."""
    tokens = corpus.documents["n_tokens"].to_numpy()
    full = [s for s in slices if len(s.documents) and tokens[s.documents].sum()]
    by_author = [(s.label, *_largest(corpus, s, "author")) for s in full]
    n_authors = corpus.documents.filter(pl.col("author") != "")["author"].n_unique()
    single = [f"{n} ({a} {w:.0%})" for n, a, w in by_author if a and w >= ONE_AUTHOR]
    if n_authors == 1 and single:
        said = f"all documents are by one author: {single[0].partition(' (')[2].rpartition(' ')[0]}"
        advice = "what is found is about this author; say so"
        yield Check("one voice", 1, said, advice)
    elif single:
        said = (
            f"in {len(single)} of {len(full)} slices one author has {ONE_AUTHOR:.0%} of the words "
            f"or more: {listed(single)}"
        )
        advice = "a change between these slices may be one of author; use unit='author', or strata="
        yield Check("one voice", len(single), said, advice)
    by_document = [(s.label, *_largest(corpus, s, "id")) for s in full if len(s.documents) > 1]
    book = [f"{n} ({a} {w:.0%})" for n, a, w in by_document if w >= ONE_DOCUMENT]
    if book:
        said = (
            f"in {len(book)} of {len(full)} slices one document has {ONE_DOCUMENT:.0%} of the words"
            f" or more: {listed(book)}"
        )
        yield Check("one voice", len(book), said, "use weights='unit', so that each counts once")


def _largest(corpus: Corpus, part: Slice, name: str) -> tuple[str, float]:
    """Give the value with most words of a slice, and its share of them."""
    words = corpus.documents[part.documents].group_by(name).agg(pl.col("n_tokens").sum())
    value, most = words.sort("n_tokens", name, descending=[True, False]).row(0)
    return str(value), most / int(words["n_tokens"].sum())


def lengths(corpus: Corpus, slices: Slices) -> Iterator[Check]:
    """Find slices whose usual document is much longer than that of another."""
    tokens = corpus.documents["n_tokens"].to_numpy()
    usual = {
        s.label: float(np.median(tokens[s.documents]))
        for s in slices
        if len(s.documents) >= LEAST_DOCUMENTS
    }
    usual = {label: middle for label, middle in usual.items() if middle}
    if not usual:
        return
    longest, shortest = max(usual, key=lambda k: usual[k]), min(usual, key=lambda k: usual[k])
    times = usual[longest] / usual[shortest]
    if times >= LONGER:
        said = (
            f"the usual document has {usual[longest]:,.0f} words ({longest}) or "
            f"{usual[shortest]:,.0f} ({shortest}): {times:.1f} times fewer"
        )
        advice = "another length is often another genre; use weights='unit', and read both"
        yield Check("length", times, said, advice)


def dates(corpus: Corpus, slices: Slices) -> Iterator[Check]:
    """Say how precise the dates are, and how many are missing or straddle an edge."""
    known = corpus.documents["precision"].filter(corpus.documents["precision"] != "")
    if undated := len(corpus) - len(known):
        said = f"{undated:,} of {len(corpus):,} documents have no date and are in no slice"
        yield Check("dates", undated, said, "date them, or say in the paper that they are left out")
    coarse = known.filter(~known.is_in(["day", "month", "sequence"])).value_counts(sort=True)
    n = int(coarse["count"].sum())
    if n:
        kinds = ", ".join(f"{count:,} to the {name}" for name, count in coarse.iter_rows())
        said = f"{n:,} of {len(known):,} dates are not exact to the month ({kinds})"
        yield Check("dates", n, said, "let no slice be shorter than the dates are exact")
    if n := len(slices.straddling):
        said = f"{n:,} dates span the edge of a slice and are placed by their middle"
        yield Check(
            "dates", n, said, "see whether a result changes with offset slices: robustness()"
        )


def duplicates(corpus: Corpus, slices: Slices) -> Iterator[Check]:
    """Find reprints: documents that repeat an earlier one exactly, nearly or in part."""
    found = reprints(corpus)
    if len(found.table):
        pairs = [f"{a} = {b}" for a, b in found.table.select("id", "source").head(3).iter_rows()]
        said = f"{found.answer()[0].rstrip('.')} (e.g. {', '.join(pairs)})"
        serial = any("of all documents are copies" in doubt for doubt in found.doubts)
        advice = (
            "read some of them: a series that repeats its own wording is no set of reprints"
            if serial
            else "look at check --reprints; reprints='leave out' counts them once"
        )
        yield Check("duplicates", found.table["id"].n_unique(), said, advice)
