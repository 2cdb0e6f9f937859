"""Where the tokens of a corpus are other than those of the token rule: words put together."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.chinese import continues, is_chinese
from toolkit.corpus.cleaning import divided, masked
from toolkit.corpus.rules import Rules
from toolkit.corpus.tokens import spans_of, surface_tokens

Longs = NDArray[np.int64]
# What becomes of each token of the rule.
Codes = NDArray[np.uint8]
BEGINS, GOES_ON, MASKED, HYPHENED = range(4)


class Cut(NamedTuple):
    """A text cut into the tokens of a corpus.

    Attributes
    ----------
    tokens : list of str
        As they stand in the text; one that is put together, without what stood between.
    spans : array, shape (n_tokens, 2)
        Where they stand.
    codes : array, shape (n_rule_tokens,)
        Whether each token of the rule begins a token, goes on with one, is masked, or goes on
        with one behind a hyphen.
    changes : Counter
        How many changes each step of cleaning made.
    """

    tokens: list[str]
    spans: Longs
    codes: Codes
    changes: Counter[str]


def cut(texts: Sequence[str], languages: Sequence[str], rules: Rules) -> list[Cut]:
    """Cut texts into tokens by rules."""
    plain = zip(surface_tokens(texts).to_list(), spans_of(texts), strict=True)
    found = []
    for text, language, (tokens, spans) in zip(texts, languages, plain, strict=True):
        codes = np.zeros(len(tokens), np.uint8)
        changes: Counter[str] = Counter()
        if rules.chinese == "words" and is_chinese(language):
            codes[continues(tokens, spans)] = GOES_ON
        if rules.clean:
            changes = _clean(text, language, (tokens, spans), codes, rules.clean)
        found.append(Cut(put_together(tokens, codes), spans_together(spans, codes), codes, changes))
    return found


def _clean(
    text: str,
    language: str,
    plain: tuple[Sequence[str], Longs],
    codes: Codes,
    steps: Sequence[str],
) -> Counter[str]:
    """Mark what cleaning does in `codes`; return how much of each kind."""
    tokens, spans = plain
    hidden, changes = masked(text, spans, steps)
    # The rest of a word that began in what is masked begins anew.
    codes[1:][hidden[:-1] & ~hidden[1:]] = BEGINS
    codes[hidden] = MASKED
    if "hyphens" in steps:
        for number, keeps in divided(text, tokens, spans, hidden, language):
            codes[number] = HYPHENED if keeps else GOES_ON
            changes["hyphens"] += 1
    return changes


def put_together(tokens: Sequence[str], codes: Codes) -> list[str]:
    """Join tokens of the rule into those of the corpus, a hyphen between where the code says so.

    Examples
    --------
    >>> put_together(["a", "b", "c", "d"], np.array([0, 2, 1, 0], np.uint8))
    ['ac', 'd']
    >>> put_together(["five", "year"], np.array([0, 3], np.uint8))
    ['five-year']
    """
    kept = codes != MASKED
    tokens = [
        f"-{token}" if code == HYPHENED else token
        for token, code in zip(tokens, codes.tolist(), strict=True)
    ]
    numbers = np.cumsum(codes[kept] == BEGINS)
    paired = zip(numbers.tolist(), np.array(tokens, object)[kept].tolist(), strict=True)
    return ["".join(token for _, token in group) for _, group in groupby(paired, lambda p: p[0])]


def spans_together(spans: Longs, codes: Codes) -> Longs:
    """Give where the tokens of the corpus stand, from where those of the rule stand.

    Examples
    --------
    >>> spans = np.array([[0, 1], [2, 3], [4, 5], [6, 7]])
    >>> spans_together(spans, np.array([0, 2, 1, 0], np.uint8)).tolist()
    [[0, 5], [6, 7]]
    """
    kept = codes != MASKED
    begins = codes[kept] == BEGINS
    starts = spans[kept, 0][begins]
    is_last = np.append(begins[1:], True)[: len(begins)]
    return np.column_stack([starts, spans[kept, 1][is_last]])
