"""Boilerplate: lines at the head or foot of documents that many documents share, masked."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus import files
from toolkit.corpus.cleaning import MEANING
from toolkit.corpus.cutting import BEGINS, MASKED, Codes
from toolkit.corpus.encoder import Encoder
from toolkit.corpus.index import BLOCK
from toolkit.corpus.tokens import spans_of

STEP = "repeated"
# Lines from either end of a document that are looked at; words of the shortest that counts; in how
# many documents it stands; share of the words of a document that may go at most.
EDGE, FEWEST_WORDS, FEWEST_DOCUMENTS, MOST = 5, 3, 10, 0.5
# How many lines are named.
NAMED, LONGEST = 5, 60


class Edge(NamedTuple):
    """A line at the edge of a text: what it is known by, and where it stands."""

    key: int
    start: int
    stop: int


def edges(text: str) -> list[Edge]:
    r"""Find the first and the last lines of a text that hold some words; digits do not count.

    Examples
    --------
    >>> middle = "Peace.\n" * 9
    >>> text = f"Printed in 1901\nby the free press\n\nBread.\n{middle}Back to the list"
    >>> [text[one.start : one.stop] for one in edges(text)]
    ['Printed in 1901', 'by the free press', 'Back to the list']
    """
    spans = dict.fromkeys([*_lines(text, forwards=True), *_lines(text, forwards=False)])
    found = []
    for start, stop in spans:
        words = re.findall(r"[^\W\d_]+", text[start:stop].casefold())
        if len(words) + bool(re.search(r"\d", text[start:stop])) >= FEWEST_WORDS:
            key = blake2b(" ".join(words).encode(), digest_size=8).digest()
            found.append(Edge(int.from_bytes(key, "little", signed=True), start, stop))
    return found


def mask_repeated(encoder: Encoder, folder: Path) -> list[str]:
    """Mask what is repeated in the texts that an encoder took in; say what and how often.

    Parameters
    ----------
    encoder : Encoder
        Closed by this; its codes and lengths are those of what is left.
    folder : Path
        Where it writes.

    Notes
    -----
    A line counts by the number of documents that hold it at an edge, whenever they came: more
    documents never unmask one. A document that would lose half of its words keeps all.
    """
    encoder.close()
    texts = _Texts(folder / "texts.bin", encoder.text_offsets)
    keys = [np.unique([edge.key for edge in edges(text)]).astype(np.int64) for text in texts]
    values, counts = np.unique(np.concatenate([np.empty(0, np.int64), *keys]), return_counts=True)
    shared = values[counts >= FEWEST_DOCUMENTS]
    affected = [row for row, some in enumerate(keys) if np.isin(some, shared).any()]
    is_kept = np.ones(sum(encoder.lengths), bool)
    starts = np.concatenate([[0], np.cumsum(encoder.lengths)]).astype(np.int64)
    lines: Counter[str] = Counter()
    changed = 0
    for row in affected:
        text, codes = texts[row], encoder.codes[row]
        chosen = [edge for edge in edges(text) if np.isin(edge.key, shared)]
        hidden, gone = _hidden(codes, spans_of([text])[0], chosen)
        n_gone = int(gone.sum())
        if n_gone and n_gone <= MOST * len(gone):
            encoder.codes[row] = np.where(hidden, np.uint8(MASKED), codes)
            is_kept[starts[row] : starts[row + 1]] = ~gone
            encoder.lengths[row] -= n_gone
            changed += 1
            lines.update(" ".join(text[one.start : one.stop].split()) for one in chosen)
    if changed:
        _keep(folder / "ids.raw", is_kept)
    said = f"{MEANING[STEP]}: {lines.total():,} in {changed:,} of {len(keys):,} documents"
    named = [f"{line[:LONGEST]!r} ({n:,})" for line, n in lines.most_common(NAMED)]
    return [f"{said}, most often {', '.join(named)}." if named else f"{said}."]


def _keep(path: Path, is_kept: NDArray[np.bool_]) -> None:
    """Write the ids anew that are kept, block by block."""
    files.step()
    kept = path.with_suffix(".kept")
    raw = np.memmap(path, np.uint32, "r")
    with kept.open("wb") as out:
        for start in range(0, len(raw), BLOCK):
            part = slice(start, start + BLOCK)
            out.write(raw[part][is_kept[part]].tobytes())
    del raw
    kept.replace(path)


def _hidden(
    codes: Codes, spans: NDArray[np.int64], chosen: Sequence[Edge]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell which tokens of the rule are hidden, and which of the corpus are gone with them.

    A line into or out of which a divided word runs is left.
    """
    hidden = np.zeros(len(codes), bool)
    for _, start, stop in chosen:
        first, last = np.searchsorted(spans[:, 0], [start, stop])
        if _begins_anew(codes[first:]) and _begins_anew(codes[last:]):
            hidden[first:last] = True
    return hidden, hidden[codes == BEGINS]


def _begins_anew(codes: Codes) -> bool:
    kept = codes[codes != MASKED][:1]
    return bool((kept == BEGINS).all())


def _lines(text: str, *, forwards: bool) -> Iterator[tuple[int, int]]:
    """Give where the first, or the last, lines of a text stand that are not blank."""
    found, start, stop = 0, 0, len(text)
    while found < EDGE and start <= stop:
        if forwards:
            end = text.find("\n", start)
            line = start, stop if end < 0 else end
            start = line[1] + 1
        else:
            line = text.rfind("\n", 0, stop) + 1, stop
            stop = line[0] - 1
        if text[slice(*line)].strip():
            found += 1
            yield line


class _Texts(Sequence[str]):
    """The texts that an encoder wrote, read one by one."""

    def __init__(self, path: Path, offsets: NDArray[np.int64]) -> None:
        self._bytes = np.memmap(path, np.uint8, "r") if path.stat().st_size else np.empty(0, "u1")
        self._offsets = offsets

    def __len__(self) -> int:
        return len(self._offsets)

    def __getitem__(self, row: int) -> str:  # type: ignore[override]
        start, stop = self._offsets[row]
        return self._bytes[start:stop].tobytes().decode("utf-8")
