"""The pattern grammar: what a scholar writes, parsed into phrases of elements."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod
from typing import NamedTuple

import polars as pl

from toolkit.corpus.tokens import HAN, clean
from toolkit.errors import PatternError

# A token of a pattern: the token rule, with * and ? as further letters.
_GLOB = r"[\p{L}\p{M}\p{N}*?&&[^\p{Han}]]"
_PIECE = rf"{HAN}|{_GLOB}+(?:['’-]{_GLOB}+)*"
_GAP = re.compile(r"\*([0-9]*)")
_QUOTES = str.maketrans("“”„«»", '"' * 5)
# What stands between blanks: a quote, perhaps left out or of one kind, or a bare word.
_PARTS = re.compile(r'(-)?((?:lemma|case):)?"([^"]*)"|([^\s"]+)')
_KINDS = ("lemma", "case")

# A gap of more tokens than this is a question for a collocation table, not for a phrase.
WIDEST_GAP = 10
MOST_TEMPLATES = 500
LONGEST = 1000


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


@lru_cache(maxsize=10_000)
def parse(source: str) -> Pattern:
    """Parse one pattern.

    Parameters
    ----------
    source : str
        ``a b`` or ``"a b"`` a phrase; inside a token ``*`` any characters or none, ``?`` exactly
        one; ``*`` alone exactly one token, ``*3`` none to three; ``a | b`` alternatives;
        ``-"…"`` leaves out a hit inside it, of whichever alternative; ``lemma:run`` every form
        of a lemma; ``case:SPD`` only in this spelling; ``case:"Third World"`` so for each word.

    Raises
    ------
    PatternError
        If it holds no word, an open quote, gaps too wide to look up, or cannot be meant so.

    Examples
    --------
    >>> [e.text for e in parse('"united front" -"united front party"').phrases[0]]
    ['united', 'front']
    >>> len(parse("class *2 struggle | class-war").phrases)
    4
    """
    text = clean(source).translate(_QUOTES)
    if len(text) > LONGEST:
        msg = f"pattern {source[:40]!r} …: {len(text)} characters; {LONGEST} are the most"
        raise PatternError(msg)
    if text.count('"') % 2:
        msg = f'pattern {source!r}: a quote is left open; write "two words" or two words'
        raise PatternError(msg)
    phrases: list[Template] = []
    exclusions: list[Template] = []
    for alternative in _alternatives(text, source):
        kept = []
        for part in _PARTS.finditer(alternative):
            minus, kind, quoted, bare = part.groups(default="")
            _check(part, source)
            words = bare or " ".join(kind + word for word in quoted.split())
            if minus:
                exclusions += _templates(words, source)
            else:
                kept.append(words)
        if kept or not exclusions:
            phrases += _templates(" ".join(kept), source)
    if not phrases:
        msg = f'pattern {source!r}: nothing to look for; write what to find before -"…"'
        raise PatternError(msg)
    return Pattern(source, tuple(dict.fromkeys(phrases)), tuple(dict.fromkeys(exclusions)))


def _check(part: re.Match[str], source: str) -> None:
    """Refuse what would be read as something else than it is meant for."""
    before = part.string[part.start() - 1 : part.start()]
    begins = not before or before.isspace()
    if before == "-" or (part[1] and not begins):
        msg = f'pattern {source!r}: write a blank before -"…"'
        raise PatternError(msg)
    if part[4] and begins and re.match(r"-[^\W_]", part[4]):
        msg = f'pattern {source!r}: to leave out hits inside a phrase write -"…", with the quotes'
        raise PatternError(msg)
    if part[4] and part[4].removesuffix(":") in _KINDS and part[4].endswith(":"):
        msg = f"pattern {source!r}: {part[4]} takes the word that follows it, without a blank"
        raise PatternError(msg)


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
        if gap and gap[1]:
            if len(gap[1]) > 3 or int(gap[1]) > WIDEST_GAP:
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
    n_phrases = prod(map(len, choices))
    if n_phrases > MOST_TEMPLATES:
        msg = f"pattern {source!r}: its gaps allow {n_phrases} phrases; narrow them"
        raise PatternError(msg)
    return [sum(chosen, ()) for chosen in product(*choices)]


def _elements(chunk: str) -> list[Element]:
    kind, _, rest = chunk.partition(":")
    if kind not in _KINDS:
        kind, rest = "word", chunk
    pieces = pl.Series([rest]).str.extract_all(_PIECE).to_list()[0]
    if kind != "word" and ("*" in rest or "?" in rest):
        msg = f"pattern {chunk!r}: {kind}: takes a whole word, without * or ?"
        raise PatternError(msg)
    return [_element(kind, piece) for piece in pieces]


def _element(kind: str, piece: str) -> Element:
    if not piece.strip("*"):
        return ANY
    return Element("glob" if "*" in piece or "?" in piece else kind, piece)
