"""Files of word vectors: word2vec text and binary, GloVe text, fastText .vec; never pickle."""

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from toolkit.corpus.tokens import fold
from toolkit.errors import ReadError
from toolkit.spaces.base import Floats

GZIP = b"\x1f\x8b"
LONGEST_WORD = 1_000
# Vectors wider than this are a misread header, not vectors.
WIDEST = 10_000


@dataclass(slots=True)
class VectorFile:
    """What was read: vectors of the words wanted, and what the file is.

    Attributes
    ----------
    format : str
        "word2vec binary", "word2vec text" (fastText writes the same) or "glove text".
    vectors : dict of str to array
        Vectors by word, folded as types are.
    n_words, n_damaged : int
        Words of the file; lines or vectors left out because they are damaged.
    sha256 : str
        Of the file.
    """

    format: str
    vectors: dict[str, Floats] = field(default_factory=dict)
    n_words: int = 0
    n_damaged: int = 0
    sha256: str = ""

    def take(self, word: str, vector: Floats | None, wanted: Set[str]) -> None:
        """Take in one word: counted, and kept if it is wanted and the first of its spelling."""
        self.n_words += 1
        if vector is None or not np.isfinite(vector).all():
            self.n_damaged += 1
            return
        name = fold(word)
        if name in wanted:
            self.vectors.setdefault(name, vector)


def read_vectors(path: Path, wanted: Set[str]) -> VectorFile:
    """Read the vectors of some words; only theirs are held in memory.

    Parameters
    ----------
    path : Path
        The file, gzipped or not.
    wanted : set of str
        Types.

    Returns
    -------
    VectorFile

    Raises
    ------
    ReadError
        If it is no such file, or ends before its header says.
    """
    with path.open("rb") as stored:
        digest = hashlib.file_digest(stored, "sha256").hexdigest()
        stored.seek(0)
        packed = stored.read(2) == GZIP
    try:
        with gzip.open(path) if packed else path.open("rb") as opened:
            stream: Any = opened
            with io.BufferedReader(stream) as buffered:
                found = _read(buffered, path, wanted)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        msg = f"{path}: the gzipped file is damaged ({error}); fetch it again."
        raise ReadError(msg) from error
    if not found.n_words or found.n_damaged > found.n_words / 2:
        msg = (
            f"{path}: no word vectors; the first line of word2vec and fastText is "
            "'WORDS DIMENSIONS', a line of GloVe is a word and its numbers."
        )
        raise ReadError(msg)
    found.sha256 = digest
    return found


def _read(stream: io.BufferedReader, path: Path, wanted: Set[str]) -> VectorFile:
    start = stream.peek(LONGEST_WORD)[:LONGEST_WORD]
    head = start.partition(b"\n")[0].split()
    if len(head) != 2 or not all(part.isdigit() for part in head):
        found = VectorFile("glove text")
        _lines(stream, found, wanted, None)
        return found
    n, dim = int(head[0]), int(head[1])
    if not 0 < dim <= WIDEST:
        msg = f"{path}: {dim} dimensions in its first line; 1 to {WIDEST:,} are allowed."
        raise ReadError(msg)
    stream.readline()
    found = VectorFile("word2vec text" if _is_text(stream, dim) else "word2vec binary")
    if found.format == "word2vec text":
        _lines(stream, found, wanted, dim)
    else:
        for word, vector in _binary(stream, n, dim, path):
            found.take(word, vector, wanted)
    if found.n_words < n:
        msg = f"{path}: {found.n_words:,} of the {n:,} words of its first line; it is cut off."
        raise ReadError(msg)
    return found


def _is_text(stream: io.BufferedReader, dim: int) -> bool:
    """Tell text from binary by whether numbers follow the first word."""
    ahead = stream.peek(LONGEST_WORD)[:LONGEST_WORD].partition(b"\n")[0]
    parts = ahead.split(b" ")[1 : 1 + min(dim, 5)]
    return bool(parts) and all(_number(part) for part in parts[:-1] or parts)


def _number(part: bytes) -> bool:
    try:
        float(part)
    except ValueError:
        return False
    return True


def _lines(stream: io.BufferedReader, found: VectorFile, wanted: Set[str], dim: int | None) -> None:
    """Read lines of a word and its numbers; a word may hold spaces, the numbers are the last."""
    for line in stream:
        parts = line.decode("utf-8", "replace").rstrip().split(" ")
        if dim is None:
            dim = len(parts) - 1
        if len(parts) <= dim or dim < 1:
            found.take("", None, wanted)
            continue
        try:
            vector = np.array(parts[-dim:], np.float32)
        except ValueError:
            found.take("", None, wanted)
            continue
        found.take(" ".join(parts[:-dim]), vector, wanted)


def _binary(stream: io.BufferedReader, n: int, dim: int, path: Path) -> Iterator[tuple[str, Any]]:
    """Read words, each ended by a space and followed by its numbers as 32-bit floats."""
    for _ in range(n):
        name = bytearray()
        while (one := stream.read(1)) != b" ":
            if not one:
                return
            name += one
            if len(name) > LONGEST_WORD:
                msg = f"{path}: a word of more than {LONGEST_WORD} bytes; it is no vector file."
                raise ReadError(msg)
        data = stream.read(4 * dim)
        if len(data) < 4 * dim:
            return
        yield name.decode("utf-8", "replace").lstrip("\n"), np.frombuffer(data, "<f4")
