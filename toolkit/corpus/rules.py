"""What a user may choose of tokens and dates: kept with the corpus, part of its hash."""

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from toolkit.corpus.cleaning import STEPS
from toolkit.corpus.elision import base
from toolkit.corpus.spelling import MERGED, merged
from toolkit.corpus.tokens import fold, is_dotless
from toolkit.errors import OptionError

Chinese = Literal["characters", "words"]
Spelling = Literal["printed", "merged"]
# Of several dates those that count, in order: a list, or names with commas between.
DateKinds = str | Sequence[str]
# Dates that the header of a document may know, and how one is dated by them.
DATES = {"written": "writing", "published": "first publication", "edition": "this edition"}
# The date that a document has when nothing is asked for.
USUAL = "date"


@dataclass(frozen=True, slots=True)
class Rules:
    """How texts become tokens and which of their dates counts, where the user chose.

    Attributes
    ----------
    chinese : str
        "characters": each Han character is a token; "words": jieba cuts Chinese into words.
    spelling : str
        "printed": types are spelt as the texts are; "merged": Russian before its reform counts
        as its modern spelling, traditional characters as the simplified ones.
    clean : tuple of str
        What is mended in printed pages: "hyphens", "numbers", "heads" (`toolkit.corpus.cleaning`),
        and "repeated" between documents (`toolkit.corpus.repeated`).
    stop_words : mapping of str to str
        Function words by language, folded, blanks between, in place of the shipped ones.
    dated_by : tuple of str
        Which date documents were dated by, of several the first that was known: "written",
        "published", "edition", a document variable, or "date", the one they have otherwise.

    Raises
    ------
    OptionError
        If a value is not one of those allowed.

    Examples
    --------
    >>> Rules().as_dict(), Rules(chinese="words").as_dict()
    ({}, {'chinese': 'words'})
    """

    chinese: Chinese = "characters"
    spelling: Spelling = "printed"
    clean: tuple[str, ...] = ()
    stop_words: Mapping[str, str] = field(default_factory=dict)
    dated_by: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, allowed in (("chinese", Chinese), ("spelling", Spelling)):
            if getattr(self, name) not in get_args(allowed):
                known = " or ".join(get_args(allowed))
                msg = f"{name} {getattr(self, name)!r} is not known; give {known}."
                raise OptionError(msg)
        unknown = [one for one in self.clean if one not in STEPS]
        if isinstance(self.clean, str) or unknown:
            msg = f"clean {self.clean!r}: allowed are {', '.join(STEPS)}; give some of them."
            raise OptionError(msg)
        # In one order, and once: a manifest gives lists.
        object.__setattr__(self, "clean", tuple(one for one in STEPS if one in self.clean))
        object.__setattr__(self, "dated_by", tuple(self.dated_by))

    @property
    def cuts(self) -> bool:
        """Whether tokens may be other than those of the token rule."""
        return self.chinese != "characters" or bool(self.clean)

    def fold(self, token: str, language: str) -> str:
        """Fold a token of a language into its type.

        Examples
        --------
        >>> Rules().fold("Миръ", "ru"), Rules(spelling="merged").fold("Миръ", "ru")
        ('миръ', 'мир')
        """
        folded = fold(token, language)
        return merged(folded, language) if self.spelling == "merged" else folded

    def folding(self, language: str) -> str:
        """Name a language that is folded alike: "tr" for Azeri, "" for most."""
        if is_dotless(language):
            return "tr"
        return base(language) if self.spelling == "merged" and base(language) in MERGED else ""

    def as_dict(self) -> dict[str, Any]:
        """Give what differs from the defaults."""
        usual = asdict(Rules())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}

    def mark(self) -> str:
        """Write what differs from the defaults as one string; "" if nothing does."""
        return json.dumps(self.as_dict(), sort_keys=True) if self.as_dict() else ""


def date_kinds(given: DateKinds | None) -> tuple[str, ...]:
    """Read which dates count, in order.

    Raises
    ------
    OptionError
        If one is empty or stands twice.

    Examples
    --------
    >>> date_kinds("published, written"), date_kinds(None)
    (('published', 'written'), ())
    """
    if given is None:
        return ()
    kinds = tuple(one.strip() for one in (given.split(",") if isinstance(given, str) else given))
    if not all(kinds) or len({*kinds}) < len(kinds):
        some = ", ".join((*DATES, USUAL))
        msg = f"dated_by {given!r}: name dates once each, as {some} or a document variable."
        raise OptionError(msg)
    return kinds


def dated_by_name(kind: str) -> str:
    """Say by which of its dates something is dated.

    Examples
    --------
    >>> dated_by_name("published"), dated_by_name("year_of_print")
    ('first publication', "'year_of_print'")
    """
    return "the usual date" if kind == USUAL else DATES.get(kind, repr(kind))


def read_stop_words(given: str | Path | Mapping[str, str | Iterable[str]] | None) -> dict[str, str]:
    """Read lists of function words, by language, that take the place of the shipped ones.

    Parameters
    ----------
    given : path, mapping of language to words, or None
        A TOML file, or what stands in one: ``fr = "le la les"`` or ``fr = ["le", "la", "les"]``.

    Raises
    ------
    OptionError
        If it is no such file, or a list holds no words.

    Examples
    --------
    >>> read_stop_words({"de": ["Die", "der"]}), read_stop_words(None)
    ({'de': 'der die'}, {})
    """
    if given is None:
        return {}
    lists = _table(Path(given)) if isinstance(given, str | Path) else given
    found = {}
    for language, words in lists.items():
        several = words.split() if isinstance(words, str) else words
        if not isinstance(several, Iterable) or not all(isinstance(one, str) for one in several):
            msg = f'stop words of {language!r}: {words!r}; write {language} = "word word word".'
            raise OptionError(msg)
        found[language] = " ".join(sorted({fold(one, language) for one in several}))
    return found


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f'{path}: cannot be read as stop words ({error}); write lines as fr = "le la les".'
        raise OptionError(msg) from error
