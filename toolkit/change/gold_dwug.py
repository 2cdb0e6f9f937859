"""Benchmarks in the DWUG format: uses of each word, their clusters, and judged change."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from toolkit.change.gold import Gold, Target, two_periods
from toolkit.concepts.concept import Concept
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document, Skipped
from toolkit.corpus.tokens import clean
from toolkit.errors import ReadError

Row = dict[str, str]
STATS = Path("stats", "opt", "stats_groupings.csv")
CLUSTERS = Path("clusters", "opt")
# Uses that the annotators could not place.
NOISE = "-1"


class _Use(NamedTuple):
    """A use as the file gives it: offsets count characters of the text."""

    word: str
    id: str
    text: str
    grouping: str
    start: int
    stop: int


def read_dwug(folder: Path, language: str) -> Gold:
    """Read a folder with ``data/<word>/uses.csv``, ``clusters/opt/`` and ``stats/opt/``.

    Parameters
    ----------
    folder : Path
        The folder of one language.
    language : str
        Its ISO 639-1 code.

    Returns
    -------
    Gold
        Each use is a document. Graded and binary change are those of ``stats_groupings.csv``;
        where it is missing, graded change is the Jensen-Shannon distance of the clusters' shares
        in the two groupings, and there is no binary one.

    Raises
    ------
    ReadError
        If no word has uses.

    Notes
    -----
    Source: Schlechtweg et al. 2021, doi:10.18653/v1/2021.emnlp-main.567.
    """
    skipped: list[Skipped] = []
    uses: dict[str, list[_Use]] = {}
    for path in sorted((folder / "data").glob("*/uses.csv")):
        found = list(_uses(path, skipped))
        if len({use.grouping for use in found}) == 2:
            uses[path.parent.name] = found
        else:
            skipped.append(Skipped(str(path), "its uses are not of two groupings"))
    if not uses:
        msg = f"{folder}: no data/<word>/uses.csv with uses of two groupings."
        raise ReadError(msg)
    corpus = Corpus.from_documents(
        Document(f"{word}/{use.id}", use.text, language=language)
        for word, found in uses.items()
        for use in found
    )
    judged = _judged(folder, uses, skipped)
    targets = []
    is_later = np.zeros(len(corpus), bool)
    for word, found in uses.items():
        target = _target(corpus, word, found, judged.get(word, (np.nan, np.nan)), skipped)
        is_later[target.sides[1]] = True
        if np.isnan([target.graded, target.binary]).all():
            skipped.append(Skipped(word, "no judgement of its change"))
            continue
        targets.append(target)
    slices = two_periods(corpus, is_later)
    return Gold(folder.name, corpus, slices, tuple(targets), tuple(skipped))


def _uses(path: Path, skipped: list[Skipped]) -> Iterator[_Use]:
    known = set()
    for number, row in enumerate(_rows(path), 2):
        try:
            text = row["context"]
            start, stop = (int(part) for part in row["indexes_target_token"].split(":"))
            use = _Use(path.parent.name, row["identifier"], clean(text), row["grouping"],
                       len(clean(text[:start])), len(clean(text[:stop])))  # fmt: skip
        except (KeyError, ValueError, TypeError, AttributeError):
            skipped.append(Skipped(f"{path}:{number}", "no context, identifier or place"))
            continue
        if use.id in known:
            skipped.append(Skipped(f"{path}:{number}", f"its identifier {use.id} stands twice"))
            continue
        known.add(use.id)
        yield use


def _target(
    corpus: Corpus,
    word: str,
    uses: list[_Use],
    judged: tuple[float, float],
    skipped: list[Skipped],
) -> Target:
    groupings = sorted({use.grouping for use in uses}, key=lambda name: (len(name), name))
    rows = np.array([corpus.row(f"{word}/{use.id}") for use in uses])
    sides = tuple(np.sort(rows[[use.grouping == name for use in uses]]) for name in groupings)
    places = []
    for use, row in zip(uses, rows, strict=True):
        spans = corpus.spans(int(row))
        own = np.flatnonzero((spans[:, 0] < use.stop) & (spans[:, 1] > use.start))
        if len(own):
            places.append((int(row), int(corpus.index.offsets[row] + own[0]), len(own)))
        else:
            skipped.append(Skipped(f"{word}/{use.id}", "no token where the word should stand"))
    document, position, length = np.array(sorted(places), np.int64).reshape(-1, 3).T
    hits = Occurrences(Concept(word, [f'"{word}"']), corpus, document, position, length)
    return Target(word, hits, (sides[0], sides[1]), *judged)


def _judged(
    folder: Path, uses: dict[str, list[_Use]], skipped: list[Skipped]
) -> dict[str, tuple[float, float]]:
    """Graded and binary change of each word."""
    if (folder / STATS).is_file():
        rows = list(_rows(folder / STATS))
        if rows and {"lemma", "change_graded"} <= set(rows[0]):
            return {
                row["lemma"]: (_number(row["change_graded"]), _number(row.get("change_binary")))
                for row in rows
            }
        skipped.append(Skipped(str(folder / STATS), "no columns lemma and change_graded"))
    return {word: (_from_clusters(folder, word, found), np.nan) for word, found in uses.items()}


def _from_clusters(folder: Path, word: str, uses: list[_Use]) -> float:
    """Jensen-Shannon distance, to base 2, of the clusters' shares in the two groupings."""
    path = folder / CLUSTERS / f"{word}.csv"
    if not path.is_file():
        return float("nan")
    cluster = {row["identifier"]: row["cluster"] for row in _rows(path)}
    placed = [(use.grouping, cluster.get(use.id, NOISE)) for use in uses]
    placed = [pair for pair in placed if pair[1] != NOISE]
    groupings, names = (sorted({pair[k] for pair in placed}) for k in (0, 1))
    if len(groupings) != 2:
        return float("nan")
    shares = np.array([[placed.count((g, name)) for name in names] for g in groupings], float)
    p, q = shares / shares.sum(axis=1, keepdims=True)
    return float(np.sqrt(max(0.0, _entropy((p + q) / 2) - (_entropy(p) + _entropy(q)) / 2)))


def _entropy(shares: Any) -> float:  # noqa: ANN401  (an array)
    held = shares[shares > 0]
    return float(-(held * np.log2(held)).sum())


def _number(text: str | None) -> float:
    try:
        return float(text or "nan")
    except ValueError:
        return float("nan")


def _rows(path: Path) -> Iterator[Row]:
    """Read a table as DWUG writes it: tabs between cells, quotes are letters."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
