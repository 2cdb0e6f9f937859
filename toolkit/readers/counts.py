"""From counts of words to a text that has these counts and no order."""

from collections.abc import Mapping
from zlib import crc32

# A document that claims to be longer is none.
MOST_WORDS = 20_000_000


def text_of_counts(counts: Mapping[str, object]) -> str:
    """Write every word as often as it is counted, in an order that says nothing.

    The order depends on the words alone, so that equal counts give equal texts, and any stretch
    of the text is a random part of it.

    Raises
    ------
    ValueError
        If a count is no whole number, or there are more than twenty million words.

    Examples
    --------
    >>> sorted(text_of_counts({"bread": 2, "land": 1}).split())
    ['bread', 'bread', 'land']
    """
    total = 0
    for word, count in counts.items():
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            msg = f"counts {word[:40]!r} {str(count)[:20]!r} times; give a whole number"
            raise ValueError(msg)
        total += count
        if total > MOST_WORDS:
            msg = f"counts more than {MOST_WORDS:,} words; no document is so long"
            raise ValueError(msg)
    words = ((word, number) for word, count in counts.items() for number in range(count))  # type: ignore[call-overload]
    keyed = sorted((crc32(f"{word}\0{number}".encode()), word) for word, number in words)
    return " ".join(word for _, word in keyed)
