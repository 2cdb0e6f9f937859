"""Look a concept up in the positions index."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from toolkit.concepts.concept import Concept
from toolkit.concepts.occurrences import Occurrences
from toolkit.concepts.patterns import Pattern, Template, parse
from toolkit.concepts.resolve import types_of
from toolkit.corpus.corpus import Corpus

Longs = NDArray[np.int64]
# Hits: first token and number of tokens.
Hits = tuple[Longs, Longs]


def find(concept: Concept | str, corpus: Corpus) -> Occurrences:
    """Find every occurrence of a concept.

    Patterns of a language are looked for in documents of that language, patterns of any
    language everywhere; in documents whose language is not known all patterns are. Of
    overlapping hits the longest counts, once; of equally long ones the first.

    Parameters
    ----------
    concept : Concept or str
        A concept, or a pattern that makes one.
    corpus : Corpus
        Where to look.

    Returns
    -------
    Occurrences
        In corpus order.

    Raises
    ------
    PatternError
        If a pattern cannot be understood.

    Examples
    --------
    >>> from toolkit.corpus.documents import Document
    >>> corpus = Corpus.from_documents([Document("a", "A people's war is a war of the people.")])
    >>> len(find("war", corpus)), len(find("people's war | war", corpus))
    (2, 2)
    """
    if isinstance(concept, str):
        concept = Concept(concept, patterns=[concept])
    found = [
        _in_language(concept, corpus, rows, language) for rows, language in _parts(concept, corpus)
    ]
    start, length = _join(found)
    start, length = _longest(start, length)
    return Occurrences(concept, corpus, corpus.index.documents_of(start), start, length)


def _parts(concept: Concept, corpus: Corpus) -> Iterator[tuple[NDArray[np.bool_] | None, str]]:
    """Documents to be searched with the same patterns: a mask of rows, and their language."""
    written = {*concept.patterns, *concept.exclude}
    texts = [text for language in written for text in concept.patterns.get(language, ())]
    one_for_all = written == {"*"} and not any("lemma:" in text for text in texts)
    if one_for_all or len(corpus.languages) < 2:
        yield None, corpus.languages[0] if corpus.languages else ""
        return
    languages = corpus.documents["language"].to_numpy()
    for language in corpus.languages:
        yield languages == language, language


def _in_language(
    concept: Concept, corpus: Corpus, rows: NDArray[np.bool_] | None, language: str
) -> Hits:
    patterns = [parse(text) for text in concept.patterns_for(language)]
    start, length = _join(_without_exclusions(pattern, corpus, language) for pattern in patterns)
    for text in concept.exclusions_for(language):
        start, length = _outside(start, length, parse(text).phrases, corpus, language)
    if rows is not None:
        chosen = rows[corpus.index.documents_of(start)]
        start, length = start[chosen], length[chosen]
    return start, length


def _without_exclusions(pattern: Pattern, corpus: Corpus, language: str) -> Hits:
    start, length = _join(_match(template, corpus, language) for template in pattern.phrases)
    return _outside(start, length, pattern.exclusions, corpus, language)


def _outside(
    start: Longs, length: Longs, exclusions: Iterable[Template], corpus: Corpus, language: str
) -> Hits:
    """Leave out hits that stand inside a hit of an exclusion."""
    for template in exclusions:
        around = np.sort(_match(template, corpus, language)[0])
        # Inside one: an exclusion begins not after the hit, and late enough to cover its end.
        first = np.searchsorted(around, start + length - len(template), side="left")
        last = np.searchsorted(around, start, side="right")
        outside = first >= last
        start, length = start[outside], length[outside]
    return start, length


def _match(template: Template, corpus: Corpus, language: str) -> Hits:
    """Find one template: from its rarest element outwards."""
    index = corpus.index
    wanted = {
        place: types_of(element, index, language)
        for place, element in enumerate(template)
        if element.kind != "any"
    }
    uses = {place: int(index.counts[types].sum()) for place, types in wanted.items()}
    by_rarity = sorted(uses, key=lambda place: uses[place])
    rarest, *others = by_rarity
    lists = [index.positions(i) for i in wanted[rarest]]
    at = np.concatenate(lists).astype(np.int64) if lists else np.empty(0, np.int64)
    start = at - rarest
    document = index.documents_of(at)
    whole = (start >= index.offsets[document]) & (
        start + len(template) <= index.offsets[document + 1]
    )
    start = start[whole]
    for place in others:
        start = start[_is_one_of(index.ids[start + place], wanted[place], len(index.types))]
    for place, element in enumerate(template):
        if element.kind == "case" and len(start):
            start = start[_is_spelt(start + place, element.text, corpus)]
    return start, np.full(len(start), len(template), np.int64)


def _is_one_of(ids: NDArray[np.uint32], types: Longs, n_types: int) -> NDArray[np.bool_]:
    if len(types) == 1:
        return np.asarray(ids == types[0])
    table = np.zeros(n_types, bool)
    table[types] = True
    return np.asarray(table[ids])


def _is_spelt(positions: Longs, spelling: str, corpus: Corpus) -> NDArray[np.bool_]:
    """Tell which tokens stand in the text just as `spelling`."""
    index = corpus.index
    documents = index.documents_of(positions)
    rows = np.unique(documents)
    tokens = {row: surface for row, (_, surface) in zip(rows, corpus.surface(rows), strict=True)}
    same = [
        tokens[row][position - index.offsets[row]] == spelling
        for row, position in zip(documents, positions, strict=True)
    ]
    return np.array(same, bool)


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
        taken: list[tuple[int, int]] = []
        for hit in sorted(run, key=lambda i: (-length[i], start[i])):
            span = (int(start[hit]), int(start[hit] + length[hit]))
            if all(span[1] <= other[0] or span[0] >= other[1] for other in taken):
                taken.append(span)
                keep[hit] = True
    return start[keep], length[keep]
