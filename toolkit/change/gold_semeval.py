"""Benchmarks in the layout of SemEval-2020 Task 1: two corpora, words, and truth."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from toolkit.change.gold import Gold, Target, two_periods
from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document, Skipped
from toolkit.errors import ReadError

TARGETS = "targets.txt"
CORPORA = ("corpus1", "corpus2")
SUFFIXES = (".txt", ".txt.gz")


def read_semeval(folder: Path, language: str) -> Gold:
    """Read a folder with ``targets.txt``, ``truth/``, ``corpus1/`` and ``corpus2/``.

    Parameters
    ----------
    folder : Path
        The folder of one language. Corpora are plain or gzipped text, one sentence a line; of
        ``lemma/`` and ``token/`` the first is read. ``truth/graded.txt`` and ``truth/binary.txt``
        hold a word and a number a line; one of them may be missing.
    language : str
        Its ISO 639-1 code.

    Returns
    -------
    Gold
        Each sentence is a document.

    Raises
    ------
    ReadError
        If there are no target words, no truth, or a corpus is missing.

    Notes
    -----
    Source: Schlechtweg et al. 2020, doi:10.18653/v1/2020.semeval-1.1.
    """
    words = [line.split("\t")[0].strip() for line in _lines(folder / TARGETS)]
    words = [word for word in words if word]
    skipped: list[Skipped] = []
    truth = [_truth(folder / "truth" / name, skipped) for name in ("graded.txt", "binary.txt")]
    if not words or not any(truth):
        msg = f"{folder}: {TARGETS} and truth/graded.txt or truth/binary.txt are needed."
        raise ReadError(msg)
    paths = [_files(folder / name) for name in CORPORA]
    corpus = Corpus.from_documents(
        Document(f"{name}/{number:08}", line, language=language)
        for name, files in zip(CORPORA, paths, strict=True)
        for number, line in enumerate(line for path in files for line in _lines(path))
        if line.strip()
    )
    is_later = corpus.documents["id"].str.starts_with(CORPORA[1]).to_numpy()
    sides = (np.flatnonzero(~is_later), np.flatnonzero(is_later))
    targets = []
    for word in words:
        judged = [one.get(word, float("nan")) for one in truth]
        if np.isnan(judged).all():
            skipped.append(Skipped(word, "no judgement of its change"))
            continue
        hits = find(Concept(word, [f'"{word}"']), corpus)
        targets.append(Target(word, hits, sides, *judged))
    slices = two_periods(corpus, is_later)
    return Gold(folder.name, corpus, slices, tuple(targets), tuple(skipped))


def _files(folder: Path) -> list[Path]:
    """Texts of a corpus: in ``lemma/`` or ``token/`` of its folder, or in the folder itself."""
    for place in (folder / "lemma", folder / "token", folder):
        found = sorted(path for path in place.glob("*") if path.name.endswith(SUFFIXES))
        if found:
            return found
    msg = f"{folder}: no text; lemma/*.txt or lemma/*.txt.gz is expected, one sentence a line."
    raise ReadError(msg)


def _truth(path: Path, skipped: list[Skipped]) -> dict[str, float]:
    found = {}
    for number, line in enumerate(_lines(path) if path.is_file() else (), 1):
        word, _, value = line.strip().partition("\t")
        try:
            found[word] = float(value)
        except ValueError:
            if line.strip():
                skipped.append(Skipped(f"{path}:{number}", "no word and number"))
    return found


def _lines(path: Path) -> Iterator[str]:
    if not path.is_file():
        msg = f"{path}: no such file; see the layout of SemEval-2020 Task 1."
        raise ReadError(msg)
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from lines
