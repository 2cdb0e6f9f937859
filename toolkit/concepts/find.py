"""Look a concept up in the positions index."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.concepts.concept import Concept
from toolkit.concepts.occurrences import Occurrences
from toolkit.concepts.patterns import Pattern, Template, parse
from toolkit.concepts.resolve import types_of
from toolkit.concepts.spelling import has_names
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.elision import behind_article
from toolkit.corpus.order import needs_order
from toolkit.corpus.sharing import shards, shared_out
from toolkit.corpus.tokens import is_dotless
from toolkit.corpus.written import taken_apart

Longs = NDArray[np.int64]
# Hits: first token and number of tokens.
Hits = tuple[Longs, Longs]
# Documents cut into tokens at a time when spelling is compared.
_AT_A_TIME = 500


class _Place(NamedTuple):
    """Where a pattern is looked for: tokens ``[first, stop)``, and the language they count as."""

    corpus: Corpus
    language: str
    first: int
    stop: int


def find(
    concept: Concept | str, corpus: Corpus, *, executor: Executor | None = None
) -> Occurrences:
    """Find every occurrence of a concept.

    Patterns of a language are looked for in documents of that language, patterns of any
    language everywhere; in documents whose language is not known all patterns are. What stands
    behind an elided article, in the other Chinese script or in Russian spelling before 1918 is
    found too (`toolkit.concepts.spelling`). A hit inside an exclusion is left out first. Then, of
    overlapping hits of whichever pattern of the concept, the longest counts, once; of equally
    long ones the first.

    Parameters
    ----------
    concept : Concept or str
        A concept, or a pattern that makes one.
    corpus : Corpus
        Where to look.
    executor : Executor, optional
        What runs of documents are shared out to: worth it where spellings are compared (`case:`)
        in very many documents.

    Returns
    -------
    Occurrences
        In corpus order.

    Raises
    ------
    PatternError
        If a pattern cannot be understood.
    OptionError
        If a pattern is a phrase, and of some documents only counts of words are known.

    Examples
    --------
    >>> from toolkit.corpus.documents import Document
    >>> corpus = Corpus.from_documents([Document("a", "A people's war is a war of the people.")])
    >>> len(find("war", corpus)), len(find("people's war | war", corpus))
    (2, 2)
    """
    if isinstance(concept, str):
        concept = Concept(concept, patterns=[concept])
    index = corpus.written.index
    tasks = [(0, len(index.ids))] if executor is None else shards(index.offsets)
    found = shared_out(partial(_hits, concept, corpus), tasks, executor)
    start, length = _join(found)
    return Occurrences(concept, corpus, corpus.index.documents_of(start), start, length)


def _hits(concept: Concept, corpus: Corpus, within: tuple[int, int]) -> Hits:
    """Find a concept in some whole documents: what one task of an executor does."""
    found = [
        _in_language(concept, rows, _Place(corpus, language, *within))
        for rows, language in _parts(concept, corpus)
    ]
    start, length = _join(found)
    start, length = _longest(start, length)
    if corpus.written.token is not None:
        # Two hits in one word are one: each token counts once.
        start, length = _longest(*corpus.written.tokens(start, length))
    return start, length


def _parts(concept: Concept, corpus: Corpus) -> Iterator[tuple[NDArray[np.bool_] | None, str]]:
    """Documents to be searched with the same patterns: a mask of rows, and their language."""
    written = {*concept.patterns, *concept.exclude}
    texts = [text for both in (concept.patterns, concept.exclude) for text in both.get("*", ())]
    # Lemmas, the folding of I and further names of types differ from language to language.
    differ = any("lemma:" in text for text in texts) or any(map(_differs, corpus.languages))
    if len(corpus.languages) < 2 or (written == {"*"} and not differ):
        yield None, corpus.languages[0] if corpus.languages else ""
        return
    languages = corpus.documents["language"].to_numpy()
    for language in corpus.languages:
        yield languages == language, language


def _differs(language: str) -> bool:
    return is_dotless(language) or has_names(language)


def _in_language(concept: Concept, rows: NDArray[np.bool_] | None, place: _Place) -> Hits:
    wanted = concept.patterns_for(place.language)
    start, length = _join(_of_pattern(parse(text), place) for text in wanted)
    for text in concept.exclusions_for(place.language):
        start, length = _outside(start, length, _of_pattern(parse(text), place))
    if rows is not None:
        chosen = rows[place.corpus.written.index.documents_of(start)]
        start, length = start[chosen], length[chosen]
    return start, length


def _of_pattern(pattern: Pattern, place: _Place) -> Hits:
    start, length = _join(_match(template, place) for template in pattern.phrases)
    excluded = _join(_match(template, place) for template in pattern.exclusions)
    return _outside(start, length, excluded)


def _outside(start: Longs, length: Longs, excluded: Hits) -> Hits:
    """Leave out hits that stand inside a hit of an exclusion."""
    for width in np.unique(excluded[1]):
        around = np.sort(excluded[0][excluded[1] == width])
        # Inside one: an exclusion begins not after the hit, and late enough to cover its end.
        first = np.searchsorted(around, start + length - width, side="left")
        last = np.searchsorted(around, start, side="right")
        outside = first >= last
        start, length = start[outside], length[outside]
    return start, length


def _match(template: Template, where: _Place) -> Hits:
    """Find one template: from its rarest element outwards."""
    if len(template) > 1:
        needs_order(where.corpus, "a phrase")
    index = where.corpus.written.index
    wanted = {
        place: types_of(element, index, where.language, where.corpus.rules)
        for place, element in enumerate(template)
        if element.kind != "any"
    }
    uses = {place: int(index.counts[types].sum()) for place, types in wanted.items()}
    by_rarity = sorted(uses, key=lambda place: uses[place])
    rarest, *others = by_rarity
    start = _ascending([_within(index.positions(i), where) for i in wanted[rarest]]) - rarest
    start = start[(start >= 0) & (start + len(template) <= len(index.ids))]
    for place in others:
        start = start[_is_one_of(index.ids[start + place], wanted[place], len(index.types))]
    # Last, for few are left: a hit lies in one document.
    start = start[index.documents_of(start) == index.documents_of(start + len(template) - 1)]
    for place, element in enumerate(template):
        if element.kind == "case" and len(start):
            start = start[_is_spelt(start + place, element.text, where)]
    return start, np.full(len(start), len(template), np.int64)


def _within(positions: NDArray[np.uint32], where: _Place) -> NDArray[np.uint32]:
    """Cut ascending positions to those looked at."""
    if where.first == 0 and where.stop == len(where.corpus.written.index.ids):
        return positions
    ends = np.array([where.first, where.stop], positions.dtype)
    return positions[slice(*np.searchsorted(positions, ends))]


def _ascending(lists: list[NDArray[np.uint32]]) -> Longs:
    """Join lists of positions, each ascending, into one."""
    if not lists:
        return np.empty(0, np.int64)
    joined = np.concatenate(lists).astype(np.int64)
    return joined if len(lists) == 1 else np.sort(joined)


def _is_one_of(ids: NDArray[np.uint32], types: Longs, n_types: int) -> NDArray[np.bool_]:
    if len(types) == 1:
        return np.asarray(ids == types[0])
    table = np.zeros(n_types, bool)
    table[types] = True
    return np.asarray(table[ids])


def _is_spelt(positions: Longs, spelling: str, where: _Place) -> NDArray[np.bool_]:
    """Tell which of some ascending positions are spelt just so; all apostrophes are one.

    An elided article before the word is no part of it.
    """
    corpus, wanted = where.corpus, spelling.replace("’", "'")
    index = corpus.written.index
    rows = index.documents_of(positions)
    needed = np.unique(rows)
    same = np.zeros(len(positions), bool)
    for part in range(0, len(needed), _AT_A_TIME):
        some = needed[part : part + _AT_A_TIME]
        for row, (_, surfaces) in zip(some, corpus.surface(some.tolist()), strict=True):
            pieces = surfaces if corpus.written.token is None else sum(taken_apart(surfaces), [])
            for hit in range(*np.searchsorted(rows, [row, row + 1])):
                plain = pieces[positions[hit] - index.offsets[row]].replace("’", "'")
                same[hit] = wanted in (plain, behind_article(plain, where.language))
    return same


def _join(hits: Iterable[Hits]) -> Hits:
    pairs = list(hits)
    if not pairs:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    starts, lengths = zip(*pairs, strict=True)
    return np.concatenate(starts), np.concatenate(lengths)


def _longest(start: Longs, length: Longs) -> Hits:
    """Of overlapping hits keep the longest, of equally long ones the first."""
    order = np.lexsort((-length, start))
    start, length = start[order], length[order]
    if not len(start):
        return start, length
    # A run of overlapping hits ends where the next hit begins after all that came before it.
    reach = np.maximum.accumulate(start + length)
    begins = np.concatenate([[0], np.flatnonzero(start[1:] >= reach[:-1]) + 1, [len(start)]])
    keep = np.ones(len(start), bool)
    for k in np.flatnonzero(np.diff(begins) > 1):
        run = np.arange(begins[k], begins[k + 1])
        keep[run] = False
        origin = start[run[0]]
        taken = bytearray(int(reach[run[-1]] - origin))
        for hit in sorted(run, key=lambda i: (-length[i], start[i])):
            span = slice(int(start[hit] - origin), int(start[hit] - origin + length[hit]))
            if not any(taken[span]):
                taken[span] = bytes([1]) * int(length[hit])
                keep[hit] = True
    return start[keep], length[keep]
