"""The target: one text, its tokens told in the codes of an archive."""

from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.cache import cached
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.cutting import Cut, cut
from toolkit.corpus.dates import DateSpan, parse_date
from toolkit.corpus.documents import Document
from toolkit.corpus.language import detect_language
from toolkit.corpus.shingle_keys import keys_of, looked_up
from toolkit.corpus.tokens import clean, fold
from toolkit.errors import ReadError
from toolkit.readers.read import read

Longs = NDArray[np.int64]
Codes = NDArray[np.uint32]

# Words of the longest phrases of a target that are counted.
LONGEST = 4


class PhraseCounts(NamedTuple):
    """Places of the phrase of n words that begins at each token: `here` and `there`, (LONGEST, m).

    Row 0 is single words; 0 where the phrase would run beyond the end.
    """

    here: Longs
    there: Longs


@dataclass(frozen=True, eq=False)
class Target:
    """One text to be traced through an archive.

    Attributes
    ----------
    document : Document
        The text as given; its date may be missing.
    text : str
        What all offsets of the target count: the text as a corpus keeps it.
    language : str
        As given, or detected.
    archive : Corpus
        What it is compared with.
    row : int or None
        Its row in the archive, if the same text under the same id stands there; it is then left
        out of what it is compared with.
    executor : Executor or None
        What passes over the archive are shared out to.
    """

    document: Document
    text: str
    language: str
    archive: Corpus
    row: int | None
    executor: Executor | None = None

    @cached_property
    def surface(self) -> list[str]:
        """Tokens as they stand in the text."""
        return self._cut.tokens

    @cached_property
    def spans(self) -> Longs:
        """First character and the one after the last of each token, shape (n_tokens, 2)."""
        return self._cut.spans

    @cached_property
    def _cut(self) -> Cut:
        return cut([self.text], [self.language], self.archive.rules)[0]

    @cached_property
    def types(self) -> Longs:
        """Type of each token in the archive, -1 where the archive lacks it; (n_tokens,)."""
        index = self.archive.index
        found = (
            index.id_of(self.archive.rules.fold(token, self.language)) for token in self.surface
        )
        return np.array([-1 if one is None else one for one in found], np.int64)

    @cached_property
    def codes(self) -> Longs:
        """Lemma code of each token, shape (n_tokens,); codes from `n_codes` on are not there."""
        index, codes = self.archive.index, lemma_codes(self.archive, self.language)
        found = np.empty(len(self.types), np.int64)
        strange: dict[str, int] = {}
        for at, (kind, token) in enumerate(zip(self.types, self.surface, strict=True)):
            lemma = (
                _lemma(self.archive.rules.fold(token, self.language), self.language)
                if kind < 0
                else ""
            )
            known = int(kind) if kind >= 0 else index.id_of(lemma)
            if known is None:
                found[at] = self.n_codes + strange.setdefault(lemma, len(strange))
            else:
                found[at] = codes[known]
        return found

    @cached_property
    def n_codes(self) -> int:
        """Lemma codes of the archive."""
        return len(np.unique(lemma_codes(self.archive, self.language)))

    @cached_property
    def alone(self) -> Corpus:
        """The target as a corpus of its own, for concepts to be looked for in."""
        alone = replace(self.document, text=self.text, language=self.language)
        return Corpus.from_documents([alone], rules=self.archive.rules)

    @cached_property
    def phrase_counts(self) -> PhraseCounts:
        """How often each phrase of up to four words stands in the target and in the archive."""
        index, m = self.archive.index, len(self)
        strange = {word: k for k, word in enumerate(dict.fromkeys(self.surface))}
        words = np.array(
            [
                int(kind) if kind >= 0 else len(index.types) + strange[word]
                for kind, word in zip(self.types, self.surface, strict=True)
            ],
            np.int64,
        )
        here, there = np.zeros((LONGEST, m), np.int64), np.zeros((LONGEST, m), np.int64)
        for n in range(1, min(LONGEST, m) + 1):
            keys = keys_of(words, range(n))
            wanted, row, times = np.unique(keys, return_inverse=True, return_counts=True)
            position, which = looked_up(self.archive, wanted, range(n), executor=self.executor)
            if self.row is not None:
                which = which[index.documents_of(position) != self.row]
            here[n - 1, : len(row)] = times[row]
            there[n - 1, : len(row)] = np.bincount(which, minlength=len(wanted))[row]
        return PhraseCounts(here, there)

    def __len__(self) -> int:
        return len(self.surface)


def target_of(
    given: str | Path | Document,
    archive: Corpus,
    date: str | None = None,
    executor: Executor | None = None,
) -> Target:
    """Make a target of a document, or of a file that holds one text.

    Parameters
    ----------
    given : path, str or Document
        The text; where there is no such file, the id of a document of the archive.
    archive : Corpus
        What it is compared with.
    date : str, optional
        Its date, where that of the document or of the file name is missing or not meant.
    executor : Executor, optional
        What passes over the archive are shared out to.

    Raises
    ------
    ReadError
        If the file holds no text, or more than one.
    DateError
        If the date cannot be understood.
    """
    known = archive.documents["id"].to_list()
    if isinstance(given, Document):
        document = given
    elif str(given) in known and not Path(given).exists():
        document = _document(archive, known.index(str(given)))
    else:
        document = _read_one(Path(given))
    if date is not None:
        document = replace(document, date=parse_date(date))
    text = clean(document.text)
    language = document.language or detect_language(text)
    if language == "und" and archive.languages:
        language = archive.languages[0]
    row = known.index(document.id) if document.id in known else None
    if row is not None and archive.text_at(row) != text:
        row = None
    return Target(document, text, language, archive, row, executor)


def lemma_codes(corpus: Corpus, language: str) -> Codes:
    """Give every type the number of its lemma; forms of one word share it.

    Returns
    -------
    array, shape (n_types,)
        Numbers in the order in which the lemmas first come up. In a language without a
        lemmatiser every type is its own lemma.
    """

    def make() -> dict[str, NDArray[np.generic]]:
        numbers: dict[str, int] = {}
        lemmas = (_lemma(name, language) for name in corpus.index.types)
        codes = [numbers.setdefault(lemma, len(numbers)) for lemma in lemmas]
        return {"codes": np.array(codes, np.uint32)}

    found: Codes = cached(corpus, "lemmas", f"simplemma {language}", make)["codes"].astype(
        np.uint32, copy=False
    )
    return found


def _lemma(word: str, language: str) -> str:
    from simplemma import lemmatize
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    known = language.lower().partition("-")[0]
    return fold(lemmatize(word, lang=known), known) if known in SUPPORTED_LANGUAGES else word


def _read_one(path: Path) -> Document:
    corpus = read(path)
    if len(corpus) != 1:
        msg = f"{path}: {len(corpus)} texts; a target is one text, so give a file that holds one."
        raise ReadError(msg)
    return _document(corpus, 0)


def _document(corpus: Corpus, at: int) -> Document:
    row = corpus.documents.row(at, named=True)
    span = (row["start"], row["stop"], row["precision"], row["date"])
    date = DateSpan(*span) if row["start"] is not None else None
    return Document(row["id"], corpus.text_at(at), date, title=row["title"], author=row["author"])
