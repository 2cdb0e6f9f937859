"""All stretches of an archive that stand in a target, exactly or nearly: seed, align, judge."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.traces.align import Alignment, align_many
from toolkit.traces.chance import habits_of, habitual, log_expected, without
from toolkit.traces.seeds import Candidates, candidates, surprise_of
from toolkit.traces.target import Target, lemma_codes

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
# Of the target, first and last; of the archive, start and stop; half open.
Window = tuple[int, int, int, int]

# Tokens of the target that are aligned at a time; more would take memory without end.
CHUNK = 800
MARGIN = 120
# Pieces from one place of the archive are one passage if so little is missing between them there,
# and so much at most was put in between them here.
MISSING = 2
PUT_IN = 20
# Phrases of two and three words that stand more often than this are habits, wherever they stand.
SPARED = 100


class Match(NamedTuple):
    """One stretch of the archive that stands in the target.

    `found` pairs tokens of the target with positions in the token stream; `document` is a row;
    `passage` numbers the stretches of the target; `log_expected` is as in `chance`; `carriers`
    are the documents that have at least half of the passage.
    """

    document: int
    found: Alignment
    passage: int
    log_expected: float
    carriers: int = 0

    @property
    def first(self) -> int:
        """First token of the target."""
        return int(self.found.a[0])

    @property
    def last(self) -> int:
        """The token of the target after the last."""
        return int(self.found.a[-1]) + 1


def matches(target: Target, words: int, level: float) -> list[Match]:
    """Find the stretches of the archive that stand in the target.

    Parameters
    ----------
    target : Target
        The text.
    words : int
        Least number of words that are the same.
    level : float
        Chance matches in the whole target that a quotation is allowed.

    Returns
    -------
    list of Match
        By passage, in the order of the target; within one by document. Those that chance explains
        are among them, but not where the same passage has one that it does not explain.
    """
    if len(target) < 2 or not len(target.archive.index.ids):
        return []
    codes = lemma_codes(target.archive, target.language)
    surprise = surprise_of(target.archive.index, codes)
    habits = habits_of(target, codes, surprise)
    needed = float(np.log(habits.tries / level))
    weight = habitual(habits, target.codes, SPARED)
    stretches = candidates(target, codes, surprise, weight, needed)
    every = [one for one in _aligned(target, stretches, codes, surprise) if len(one[1].a) >= words]
    # What does not surprise even word by word is not worth judging.
    groups = _passages([one for one in every if surprise[target.codes[one[1].a]].sum() >= needed])
    judged: list[Match] = []
    for number, group in enumerate(groups):
        others = without(habits, [found for _, found in group])
        expected = [log_expected(found, others, target.codes) for _, found in group]
        unlikely = min(expected) <= np.log(level)
        judged += [
            Match(document, found, number, log)
            for (document, found), log in zip(group, expected, strict=True)
            if log <= np.log(level) or not unlikely
        ]
    return _numbered(_with_carriers(judged, every))


def _with_carriers(judged: list[Match], every: list[tuple[int, Alignment]]) -> list[Match]:
    """Count, for each passage, the documents that have at least half of its words.

    The words are those of its least likely match. Whatever else a document has of the target
    counts, be it likely by chance: a set phrase is no quotation because one document happens to
    have it with a word more.
    """
    if not judged:
        return []
    documents = np.array([document for document, _ in every], np.int64)
    tokens = np.concatenate([one.a for _, one in every])
    whose = np.repeat(np.arange(len(every)), [len(one.a) for _, one in every])
    strongest: dict[int, Match] = {}
    for one in judged:
        known = strongest.setdefault(one.passage, one)
        if one.log_expected < known.log_expected:
            strongest[one.passage] = one
    counts = {}
    wanted = np.zeros(int(tokens.max()) + 1, bool)
    for number, best in strongest.items():
        wanted[:] = False
        wanted[best.found.a] = True
        shared = np.bincount(whose, weights=wanted[tokens], minlength=len(every))
        counts[number] = len(np.unique(documents[2 * shared >= len(best.found.a)]))
    return [one._replace(carriers=counts[one.passage]) for one in judged]


def _aligned(
    target: Target, stretches: Candidates, codes: NDArray[np.uint32], surprise: Floats
) -> list[tuple[int, Alignment]]:
    """Align every candidate that no better one has covered already; the best first."""
    index = target.archive.index
    documents = index.documents_of(stretches.start)
    known: dict[int, list[Window]] = {}
    chosen: list[tuple[int, Window]] = []
    for k, document in enumerate(documents.tolist()):
        first, last, start, stop = (int(column[k]) for column in stretches[1:])
        window = (first, last, start, stop)
        if any(_inside(window, other) for other in known.get(document, ())):
            continue
        known.setdefault(document, []).append(window)
        chosen += [(document, piece) for piece in _chunks(window)]
    pairs = [
        (target.codes[first:last], codes[index.ids[start:stop]].astype(np.int64))
        for _, (first, last, start, stop) in chosen
    ]
    pieces: dict[int, list[Alignment]] = {}
    for (document, window), one in zip(chosen, align_many(pairs, surprise), strict=True):
        if len(one.a):
            placed = Alignment(one.a + window[0], one.b + window[2], one.score)
            pieces.setdefault(document, []).append(placed)
    joined = [(d, one) for d, found in pieces.items() for one in _together(found)]
    return sorted(joined, key=lambda pair: -pair[1].score)


def _inside(window: Window, other: Window) -> bool:
    """Tell whether a window adds less than a word's reach to one aligned before."""
    low = window[0] >= other[0] - 2 and window[2] >= other[2] - 2
    return low and window[1] <= other[1] + 2 and window[3] <= other[3] + 2


def _chunks(window: Window) -> list[Window]:
    """Cut a long window into pieces, each with some margin in the archive."""
    first, last, start, stop = window
    if last - first <= CHUNK:
        return [window]
    found = []
    for at in range(first, last, CHUNK):
        until = min(at + CHUNK, last)
        low = max(start, start + at - first - MARGIN)
        found.append((at, until, low, min(stop, start + until - first + MARGIN)))
    return found


def _together(pieces: list[Alignment]) -> list[Alignment]:
    """Drop what a better piece covers, and join pieces that words were put in between."""
    kept: list[Alignment] = []
    for one in sorted(pieces, key=lambda piece: -piece.score):
        if not any(_cross(one.a, best.a) and _cross(one.b, best.b) for best in kept):
            kept.append(one)
    kept.sort(key=lambda piece: (int(piece.b[0]), int(piece.a[0])))
    joined: list[Alignment] = []
    for one in kept:
        last = joined[-1] if joined else None
        if (
            last is not None
            and 0 < one.b[0] - last.b[-1] <= MISSING + 1
            and 0 < one.a[0] - last.a[-1] <= PUT_IN + 1
        ):
            both = (np.concatenate([last.a, one.a]), np.concatenate([last.b, one.b]))
            joined[-1] = Alignment(*both, last.score + one.score)
        else:
            joined.append(one)
    return joined


def _cross(a: Longs, b: Longs) -> bool:
    """Tell whether two stretches have a token in common."""
    return bool(a[0] <= b[-1] and b[0] <= a[-1])


def _passages(aligned: list[tuple[int, Alignment]]) -> list[list[tuple[int, Alignment]]]:
    """Gather stretches that are about the same part of the target; the best first."""
    groups: list[list[tuple[int, Alignment]]] = []
    bounds = np.empty((len(aligned), 2), np.int64)
    known: dict[tuple[int, int], int] = {}
    for document, one in aligned:
        span = int(one.a[0]), int(one.a[-1]) + 1
        if span not in known:
            known[span] = _home(bounds[: len(groups)], *span)
        if known[span] == len(groups):
            bounds[len(groups)] = span
            groups.append([])
        groups[known[span]].append((document, one))
    return groups


def _home(bounds: Longs, first: int, last: int) -> int:
    """Find the first group that shares half of the longer stretch; else a new one."""
    common = np.minimum(bounds[:, 1], last) - np.maximum(bounds[:, 0], first)
    longer = np.maximum(bounds[:, 1] - bounds[:, 0], last - first)
    same = np.flatnonzero(2 * common >= longer)
    return int(same[0]) if len(same) else len(bounds)


def _numbered(judged: list[Match]) -> list[Match]:
    """Give the passages numbers in the order of the target, longer ones before those inside."""
    spans: dict[int, tuple[int, int]] = {}
    for one in judged:
        first, last = spans.get(one.passage, (one.first, -one.last))
        spans[one.passage] = min(first, one.first), min(last, -one.last)
    numbers = {name: n for n, name in enumerate(sorted(spans, key=spans.__getitem__), 1)}
    found = [one._replace(passage=numbers[one.passage]) for one in judged]
    return sorted(found, key=lambda one: (one.passage, one.document, one.first))
