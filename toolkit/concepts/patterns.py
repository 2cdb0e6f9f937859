"""The pattern grammar: what a scholar writes, parsed into phrases of elements."""

import re
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import polars as pl

from toolkit.errors import PatternError

# A token of a pattern: the token rule, with * and ? as further letters.
_GLOB = r"[\p{L}\p{M}\p{N}*?&&[^\p{Han}]]"
_PIECE = rf"\p{{Han}}|{_GLOB}+(?:['’-]{_GLOB}+)*"
_GAP = re.compile(r"\*(\d*)")
_QUOTES = str.maketrans("“”„«»", '"' * 5)
_PARTS = re.compile(r'(-)?"([^"]*)"|(\S+)')

# A gap of more tokens than this is a question for a collocation table, not for a phrase.
WIDEST_GAP = 10
MOST_TEMPLATES = 500


class Element(NamedTuple):
    """One place of a phrase: `kind` is word, glob, lemma, case or any (exactly one token)."""

    kind: str
    text: str


# A phrase with every gap written out: one element a token.
Template = tuple[Element, ...]
ANY = Element("any", "*")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern: any of `phrases`, unless inside one of `exclusions`."""

    source: str
    phrases: tuple[Template, ...]
    exclusions: tuple[Template, ...]


def parse(source: str) -> Pattern:
    """Parse one pattern.

    Parameters
    ----------
    source : str
        ``a b`` or ``"a b"`` a phrase; ``*`` and ``?`` globs inside a token; ``*`` alone exactly
        one token, ``*3`` none to three; ``a | b`` alternatives; ``-"…"`` leaves out a hit
        inside it; ``lemma:run`` every form of a lemma; ``case:SPD`` only in this spelling.

    Raises
    ------
    PatternError
        If it holds no word, an open quote, or gaps too wide to look up.

    Examples
    --------
    >>> [e.text for e in parse('"united front" -"united front party"').phrases[0]]
    ['united', 'front']
    >>> len(parse("class *2 struggle | class-war").phrases)
    4
    """
    text = source.translate(_QUOTES)
    if text.count('"') % 2:
        msg = f'pattern {source!r}: a quote is left open; write "two words" or two words'
        raise PatternError(msg)
    phrases: list[Template] = []
    exclusions: list[Template] = []
    for alternative in _alternatives(text, source):
        kept = []
        for is_excluded, quoted, bare in _PARTS.findall(alternative):
            if is_excluded:
                exclusions += _templates(quoted, source)
            else:
                kept.append(quoted or bare)
        if kept or not exclusions:
            phrases += _templates(" ".join(kept), source)
    if not phrases:
        msg = f'pattern {source!r}: nothing to look for; write what to find before -"…"'
        raise PatternError(msg)
    return Pattern(source, tuple(dict.fromkeys(phrases)), tuple(dict.fromkeys(exclusions)))


def _alternatives(text: str, source: str) -> list[str]:
    pieces = text.split('"')
    if any("|" in quoted for quoted in pieces[1::2]):
        msg = f'pattern {source!r}: a | inside quotes; write "a b" | "a c"'
        raise PatternError(msg)
    return text.split("|")


def _templates(phrase: str, source: str) -> list[Template]:
    """Cut a phrase into elements and write out its gaps."""
    choices: list[list[Template]] = []
    for chunk in phrase.split():
        gap = _GAP.fullmatch(chunk)
        if gap and not gap[1]:
            choices.append([(ANY,)])
        elif gap:
            if int(gap[1]) > WIDEST_GAP:
                msg = f"pattern {source!r}: the gap {chunk} is wider than *{WIDEST_GAP}"
                raise PatternError(msg)
            choices.append([(ANY,) * width for width in range(int(gap[1]) + 1)])
        else:
            choices += [[(element,)] for element in _elements(chunk)]
    if not any(e != ANY for choice in choices for template in choice for e in template):
        msg = f"pattern {source!r}: {phrase!r} holds no word to look up"
        raise PatternError(msg)
    if len(choices[0]) > 1 or len(choices[-1]) > 1:
        msg = f"pattern {source!r}: a gap needs a word on either side"
        raise PatternError(msg)
    written_out = [sum(chosen, ()) for chosen in product(*choices)]
    if len(written_out) > MOST_TEMPLATES:
        msg = f"pattern {source!r}: its gaps allow {len(written_out)} phrases; narrow them"
        raise PatternError(msg)
    return written_out


def _elements(chunk: str) -> list[Element]:
    kind, colon, rest = chunk.partition(":")
    if not (colon and kind in ("lemma", "case")):
        kind, rest = "word", chunk
    pieces = pl.Series([rest]).str.extract_all(_PIECE).to_list()[0]
    if kind != "word" and any("*" in piece or "?" in piece for piece in pieces):
        msg = f"pattern {chunk!r}: {kind}: takes a whole word, without * or ?"
        raise PatternError(msg)
    is_glob = [kind == "word" and ("*" in piece or "?" in piece) for piece in pieces]
    return [Element("glob" if g else kind, piece) for g, piece in zip(is_glob, pieces, strict=True)]
