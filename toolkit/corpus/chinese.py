"""Chinese cut into words by jieba, if it is installed and asked for."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.corpus.elision import base
from toolkit.corpus.spelling import simplified
from toolkit.corpus.tokens import HAN, fold
from toolkit.errors import OptionError

Longs = NDArray[np.int64]


def is_chinese(language: str) -> bool:
    """Tell whether a language is Chinese of any region."""
    return base(language) == "zh"


def continues(tokens: Sequence[str], spans: Longs) -> NDArray[np.bool_]:
    """Tell which tokens of a Chinese text go on with the word of the token before.

    Parameters
    ----------
    tokens : sequence of str
        Tokens by the rule: Han characters one by one.
    spans : array, shape (n_tokens, 2)
        Where they stand.

    Returns
    -------
    array of bool, shape (n_tokens,)

    Raises
    ------
    OptionError
        If jieba is not installed.

    Examples
    --------
    >>> spans = np.array([[0, 1], [1, 2], [2, 3], [3, 4], [4, 5]])
    >>> continues(list("人民的战争"), spans).astype(int).tolist()
    [0, 1, 0, 0, 1]
    """
    series = pl.Series(tokens, dtype=pl.String)
    # A token that folding changes could not be told from its type any more: it stays alone.
    changed = np.array([fold(token) != token for token in tokens], bool)
    is_han = series.str.contains(f"^(?:{HAN})$").to_numpy() & ~changed
    joined = np.zeros(len(tokens), bool)
    joined[1:] = is_han[1:] & is_han[:-1] & (spans[1:, 0] == spans[:-1, 1])
    edges = [*np.flatnonzero(~joined).tolist(), len(tokens)]
    cut = _cutter()
    for first, stop in zip(edges[:-1], edges[1:], strict=True):
        if stop - first > 1:
            # The dictionary is mostly in simplified script, which is as long to the character.
            words = cut("".join(map(simplified, tokens[first:stop])))
            begins = spans[first, 0] + np.cumsum([0, *map(len, words)])
            joined[first:stop] &= ~np.isin(spans[first:stop, 0], begins)
    return joined


@lru_cache(maxsize=1)
def _cutter() -> Callable[[str], list[str]]:
    try:
        from jieba import Tokenizer
    except ImportError as error:
        msg = "chinese words need jieba; pip install 'rhetoric-toolkit[zh]', or take characters."
        raise OptionError(msg) from error

    tokenizer = Tokenizer()
    # Read its dictionary straight: initialize() would trust a file that anybody may have left
    # among the temporary ones.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    cut: Callable[[str], list[str]] = tokenizer.lcut
    return cut
