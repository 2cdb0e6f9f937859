"""Passages: documents cut to one length, as content words, the text that topic models read."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.words import content_types
from toolkit.errors import OptionError, ShapeError
from toolkit.spaces.base import in_language

Longs = NDArray[np.int64]

# Tokens of a passage. Whole speeches mix many topics; passages of some hundreds hold few.
PASSAGE = 400
# A word needs this many passages, and may stand in at most this share of them.
MIN_PASSAGES = 5
MOST_COMMON = 0.5


@dataclass(frozen=True, eq=False)
class Passages:
    """Content words of every passage, and where the passages come from.

    Attributes
    ----------
    words : list of str
        The vocabulary, shape (n_words,), in the order of corpus frequency.
    tokens : array, shape (n,)
        Word of each kept token, passage after passage.
    offsets : array, shape (n_passages + 1,)
        Where each passage begins in `tokens`.
    document : array, shape (n_passages,)
        Row of the document each passage is of.
    first, last : array, shape (n_passages,)
        Its span in the token stream of the corpus, half open.
    group : array, shape (n_passages,)
        What a model needs besides the words: number of the slice or of the value of a
        variable; -1 where there is none.
    anchors : array, shape (n_anchors, 2)
        Pairs of topic and word that a seeded model is anchored on.
    """

    words: list[str]
    tokens: NDArray[np.int32]
    offsets: Longs
    document: Longs
    first: Longs
    last: Longs
    group: Longs
    anchors: Longs

    def __len__(self) -> int:
        return len(self.document)

    @cached_property
    def lengths(self) -> Longs:
        """Kept tokens of each passage, shape (n_passages,)."""
        return np.diff(self.offsets)

    @cached_property
    def counts(self) -> sp.csr_array:
        """Count of every word in every passage, shape (n_passages, n_words)."""
        ones = np.ones(len(self.tokens))
        # Copies, for summing works in place.
        where = (ones, self.tokens.copy(), self.offsets.copy())
        table = sp.csr_array(where, (len(self), len(self.words)))
        table.sum_duplicates()
        return table

    def holding(self, position: Longs) -> tuple[Longs, NDArray[np.bool_]]:
        """Give the passage of tokens, shape (n_held,), and which of them lie in one, shape (n,).

        Tokens in documents of another language lie in none.
        """
        # Passages are in the order of the token stream.
        at = np.searchsorted(self.first, position, side="right") - 1
        held = (at >= 0) & (position < self.last[at])
        return at[held], held

    def only(self, chosen: NDArray[np.bool_]) -> "Passages":
        """Keep some passages; the vocabulary stays."""
        kept = np.repeat(chosen, self.lengths)
        return replace(
            self,
            tokens=self.tokens[kept],
            offsets=np.concatenate([[0], np.cumsum(self.lengths[chosen])]),
            **{
                name: getattr(self, name)[chosen] for name in ("document", "first", "last", "group")
            },
        )


def passages_of(
    corpus: Corpus,
    language: str,
    *,
    passage: int = PASSAGE,
    min_passages: int = MIN_PASSAGES,
    most_common: float = MOST_COMMON,
) -> Passages:
    """Cut the documents of one language into passages of about equal length.

    A document of n tokens gives ``max(1, round(n / passage))`` passages whose lengths differ by
    at most one token. Kept are the content words of the language that stand in `min_passages`
    passages, and in no more than `most_common` of them.
    Passages without a kept word stay, with length 0.

    Parameters
    ----------
    corpus : Corpus
        What is cut.
    language : str
        Documents of other languages are left out.
    passage : int
        Tokens of a passage, about.
    min_passages : int
        Passages that a word needs.
    most_common : float
        Share of the passages, above which a word tells nothing, in (0, 1].

    Raises
    ------
    OptionError
        If a setting lies outside what is allowed.
    ShapeError
        If fewer than two words are kept.
    """
    if passage < 1 or min_passages < 1 or not 0 < most_common <= 1:
        msg = (
            f"passage {passage}, min_passages {min_passages}, most_common {most_common}; give at "
            "least 1 token, at least 1 passage, and a share above 0 and at most 1."
        )
        raise OptionError(msg)
    index = corpus.index
    rows = np.flatnonzero(in_language(corpus, language))
    document, first, last = _cut(rows, index.offsets, passage)
    number = np.repeat(np.arange(len(document)), last - first)
    held = _held(index.offsets, rows)
    types = np.asarray(index.ids)[held].astype(np.int64)
    content = content_types(corpus, language)
    keep = content[types]
    number, types = number[keep], types[keep]
    kept = _common(number, types, (len(document), len(index.types)), min_passages, most_common)
    word_of = np.full(len(index.types), -1, np.int32)
    word_of[kept] = np.arange(len(kept), dtype=np.int32)
    words = word_of[types]
    number, words = number[words >= 0], words[words >= 0]
    lengths = np.bincount(number, minlength=len(document))
    return Passages(
        words=[index.types[i] for i in kept],
        tokens=words,
        offsets=np.concatenate([[0], np.cumsum(lengths)]),
        document=document,
        first=first,
        last=last,
        group=np.full(len(document), -1),
        anchors=np.empty((0, 2), np.int64),
    )


def _common(
    number: Longs, types: Longs, shape: tuple[int, int], min_passages: int, most_common: float
) -> Longs:
    """Types that stand in enough passages, and not in too many."""
    n_passages, n_types = shape
    pairs = np.unique(number * n_types + types)
    spread = np.bincount(pairs % n_types, minlength=n_types)
    most = max(most_common * n_passages, min_passages)
    kept = np.flatnonzero((spread >= min_passages) & (spread <= most))
    if len(kept) < 2:
        msg = (
            f"only {len(kept)} content words stand in {min_passages} or more of the "
            f"{n_passages} passages; topics need more text, or a smaller min_passages."
        )
        raise ShapeError(msg)
    return kept


def _cut(rows: Longs, offsets: Longs, passage: int) -> tuple[Longs, Longs, Longs]:
    """Document, first and last token position of every passage."""
    size = offsets[rows + 1] - offsets[rows]
    parts = np.maximum(1, np.rint(size / passage).astype(np.int64))
    document = np.repeat(rows, parts)
    part = np.arange(len(document)) - np.repeat(np.cumsum(parts) - parts, parts)
    n, length = np.repeat(parts, parts), np.repeat(size, parts)
    begin = offsets[document]
    return document, begin + part * length // n, begin + (part + 1) * length // n


def _held(offsets: Longs, rows: Longs) -> NDArray[np.bool_]:
    """Tell which tokens of the stream belong to some documents."""
    chosen = np.zeros(len(offsets) - 1, bool)
    chosen[rows] = True
    return np.repeat(chosen, np.diff(offsets))
