"""Cleaning of printed pages: words put together again and furniture masked, the text untouched."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.elision import base
from toolkit.corpus.tokens import fold

Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]

STEPS = ("hyphens", "numbers", "heads", "repeated")
# Steps that need but the text itself; the others need those of all documents.
OF_ONE_TEXT = STEPS[:3]
# What is done, for people.
MEANING = {
    "hyphens": "words divided by a soft hyphen or at the end of a line, put together",
    "numbers": "page numbers, masked",
    "heads": "running heads, masked",
    "repeated": "lines at the head or foot that ten documents or more share, masked",
}
_SOFT = re.compile(r"\xad\s*")
_LINE_END = re.compile(r"[-‐¬\xad][^\S\n]*\r?\n\s*")
_NUMBER = re.compile(
    r"[\s\-–—\[\](){}.|·*]*(?:p(?:age|\.)?\s*)?(\d{1,3})[\s\-–—\[\](){}.|·*]*", re.I
)
_ENDS = re.compile(r"[.!?;:,…]\s*$")
# A running head has no more characters, and stands in the text so often.
LONGEST_HEAD, FEWEST_HEADS, FEWEST_NUMBERED = 80, 4, 6
# Characters of a page; lines between two heads: no fewer, the usual number within this share.
SHORTEST_TEXT, SHORTEST_PAGE, UNEVEN = 100, 8, 0.25
# Languages that write few compounds in one word: where the dictionary knows both halves of a
# divided word and not the whole, the hyphen is the word's own.
_LOOSE = ("en", "fr", "es", "it", "pt")


class Line(NamedTuple):
    """A line of a text that is not blank: where it begins and ends, and what stands there."""

    number: int
    start: int
    stop: int
    text: str


def lines_of(text: str) -> list[Line]:
    """Give the lines of a text that hold anything."""
    found, at = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            found.append(Line(number, at, at + len(line), line.strip()))
        at += len(line) + 1
    return found


def page_numbers(lines: Sequence[Line]) -> list[Line]:
    r"""Find the lines that number pages: nothing but a number that is one more than the one before.

    A number alone on its line that is not followed, or preceded, by the next is none: a row of a
    table. Three pages in a row are the least. Numbers over 999 are taken for years.

    Examples
    --------
    >>> page = "bread and peace " * 9
    >>> text = f"1\n{page}\n- 2 -\n{page}\n1917\n{page}\n[3]"
    >>> [line.text for line in page_numbers(lines_of(text))]
    ['1', '- 2 -', '[3]']
    """
    alone = [(found[1], line) for line in lines if (found := _NUMBER.fullmatch(line.text))]
    last: dict[int, int] = {}
    before = np.full(len(alone), -1)
    length = np.ones(len(alone), np.int64)
    for i, (written, line) in enumerate(alone):
        one_less = last.get(int(written) - 1, -1)
        if one_less >= 0 and line.start - alone[one_less][1].start >= SHORTEST_TEXT:
            before[i], length[i] = one_less, length[one_less] + 1
        last[int(written)] = i
    chosen = length >= 3
    for i in np.flatnonzero(chosen)[::-1]:
        chosen[before[i]] |= before[i] >= 0
    for i in np.flatnonzero(length == 2)[::-1]:
        chosen[before[i]] |= chosen[i]
    return [line for (_, line), is_page in zip(alone, chosen, strict=True) if is_page]


def running_heads(lines: Sequence[Line]) -> list[Line]:
    """Find the lines that head or foot the pages: short, without a full stop, evenly apart.

    Figures in them do not count (``12 THE STATE`` and ``14 THE STATE`` are one head). At least
    half of them must stand beside a page number, or hold one that goes up: a refrain, the name
    of a speaker or the head of a table is no running head.
    """
    numbers = {line.number for line in page_numbers(lines)}
    beside = {
        line.number
        for one, line, other in zip([None, *lines], lines, [*lines[1:], None], strict=False)
        if {near.number for near in (one, other) if near} & numbers
    }
    alike: dict[str, list[Line]] = {}
    for line in lines:
        words = " ".join(re.sub(r"\d+", " ", line.text).split()).casefold()
        if (
            0 < len(words) <= LONGEST_HEAD
            and re.search(r"[^\W\d_]", words)
            and not _ENDS.search(words)
        ):
            alike.setdefault(words, []).append(line)
    return [
        line
        for group in alike.values()
        if _is_even(group) and (_goes_up(group) or _share(group, beside) >= 0.5)
        for line in group
    ]


def _share(group: Sequence[Line], chosen: set[int]) -> float:
    return float(np.mean([line.number in chosen for line in group]))


def _goes_up(group: Sequence[Line]) -> bool:
    """Tell whether lines, too many for the sections of a chapter, number pages themselves."""
    held = [re.findall(r"\d+", line.text) for line in group]
    if len(held) < FEWEST_NUMBERED or any(
        len(numbers) != 1 or len(numbers[0]) > 3 for numbers in held
    ):
        return False
    steps = np.diff([int(numbers[0]) for numbers in held])
    return bool(np.isin(steps, (1, 2)).mean() >= 0.5)


def _is_even(group: Sequence[Line]) -> bool:
    if len(group) < FEWEST_HEADS:
        return False
    gaps = np.diff([line.number for line in group])
    usual = float(np.median(gaps))
    near = np.abs(gaps / usual - np.maximum(1, np.round(gaps / usual))) <= UNEVEN
    return usual >= SHORTEST_PAGE and bool(near.mean() >= 0.75)


def masked(text: str, spans: Longs, steps: Sequence[str]) -> tuple[Bools, Counter[str]]:
    """Tell which tokens are furniture of the page, and count the lines of each kind.

    Parameters
    ----------
    text : str
    spans : array, shape (n_tokens, 2)
        Where its tokens stand.
    steps : sequence of str
        What is to be done, of `STEPS`.

    Returns
    -------
    is_masked : array of bool, shape (n_tokens,)
    counts : Counter
    """
    hidden = np.zeros(len(spans), bool)
    counts: Counter[str] = Counter()
    lines = lines_of(text)
    for step, find in (("numbers", page_numbers), ("heads", running_heads)):
        if step in steps:
            for line in find(lines):
                first, last = np.searchsorted(spans[:, 0], [line.start, line.stop])
                counts[step] += not hidden[first:last].all()
                hidden[first:last] = True
    return hidden, counts


def divided(
    text: str, tokens: Sequence[str], spans: Longs, hidden: Bools, language: str
) -> Iterator[tuple[int, bool]]:
    """Find the tokens that go on with the one before, divided from it by a hyphen.

    At the end of a line the hyphen may be the word's own (``five-`` / ``year``): it stays where the
    text writes the word so elsewhere and never without it, or, in languages that write few
    compounds in one word, where a dictionary knows both halves and not the whole.

    Yields
    ------
    number, keeps
        Which token goes on, and whether the hyphen stays.
    """
    known = Counter(fold(token) for token in tokens)
    kept = np.flatnonzero(~hidden)
    for before, here in zip(kept[:-1], kept[1:], strict=True):
        gap = text[spans[before, 1] : spans[here, 0]]
        soft, line_end = _SOFT.fullmatch(gap), _LINE_END.match(gap)
        # Between the halves may stand what was masked: a word runs from page to page.
        is_next = line_end is not None and (line_end.end() == len(gap) or here > before + 1)
        if soft is not None and "\n" not in gap:
            yield int(here), False
        elif is_next and tokens[before][-1].isalpha() and tokens[here][0].islower():
            whole = fold(tokens[before] + tokens[here])
            own = fold(f"{tokens[before]}-{tokens[here]}")
            is_own = known[own] > 0 or _is_compound(tokens[before], tokens[here], language)
            yield int(here), is_own and not known[whole]


def _is_compound(before: str, here: str, language: str) -> bool:
    known = base(language)
    return (
        known in _LOOSE
        and not _is_word(before + here, known)
        and all(_is_word(half, known) for half in (before, here))
    )


@lru_cache(maxsize=100_000)
def _is_word(word: str, language: str) -> bool:
    from simplemma import is_known

    return bool(is_known(word, lang=language) or is_known(word.lower(), lang=language))
