"""The files of a corpus generation: read into arrays, written back, and where they may go."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.corpus import store
from toolkit.corpus.cutting import Codes
from toolkit.corpus.index import Longs, TokenIndex
from toolkit.corpus.rules import Rules
from toolkit.errors import CorpusError

# How often a reader tries to catch a corpus that is being replaced.
ATTEMPTS = 20
_CODES = ("codes", "code_offsets")
_ARRAYS = ("ids", "postings", "offsets", "type_offsets", "text_offsets")


@dataclass(frozen=True, eq=False)
class Content:
    """All that a corpus is made of.

    Attributes
    ----------
    hash, notes
        As in the manifest.
    documents, skipped : polars.DataFrame
        As in `Corpus`.
    index : TokenIndex
        As in `Corpus`.
    texts : array of bytes
        The texts in UTF-8, one after the other, in the order in which they arrived.
    text_offsets : array, shape (n_documents, 2)
        Where the text of each document row begins and ends in `texts`.
    rules : Rules
        How texts became tokens.
    codes : array, shape (n_rule_tokens,), or None
        What became of the tokens of the rule, document after document; None where all are kept.
    code_offsets : array, shape (n_documents + 1,), or None
        Where each document begins in `codes`.
    """

    hash: str
    notes: tuple[str, ...]
    documents: pl.DataFrame
    skipped: pl.DataFrame
    index: TokenIndex
    texts: NDArray[np.uint8]
    text_offsets: Longs
    rules: Rules
    codes: Codes | None = None
    code_offsets: Longs | None = None


def load(folder: Path, says: dict[str, Any], *, mapped: bool) -> Content:
    """Read the files of a corpus.

    Parameters
    ----------
    folder : Path
        Where they are.
    says : dict
        What the manifest says of them.
    mapped : bool
        Leave the large arrays on disk until they are looked at.
    """
    arrays = (_array(folder / f"{name}.npy", mapped) for name in _ARRAYS)
    ids, postings, offsets, type_offsets, text_offsets = arrays
    types = pl.read_parquet(folder / "types.parquet")["type"].to_list()
    path = folder / "texts.bin"
    if mapped and path.stat().st_size:
        texts: NDArray[np.uint8] = np.memmap(path, np.uint8, "r")
    else:
        texts = np.fromfile(path, np.uint8)
    # A corpus made before there were rules to choose has none in its manifest.
    rules = Rules(**says.get("rules", {}))
    codes, code_offsets = (
        _array(folder / f"{name}.npy", mapped) if rules.cuts else None for name in _CODES
    )
    return Content(
        hash=says["hash"],
        notes=tuple(says["notes"]),
        documents=pl.read_parquet(folder / "documents.parquet"),
        skipped=pl.read_parquet(folder / "skipped.parquet"),
        index=TokenIndex(types, ids, np.asarray(offsets), postings, np.asarray(type_offsets)),
        texts=texts,
        text_offsets=text_offsets,
        rules=rules,
        codes=codes,
        code_offsets=code_offsets,
    )


def open_folder(folder: Path) -> Content:
    """Read the current generation of a corpus folder, its large arrays left on disk.

    Raises
    ------
    CorpusError
        If it is no corpus folder, or damaged.
    """
    for _ in range(ATTEMPTS):
        before = store.pointer(folder)
        try:
            generation = store.current(folder)
            return load(generation.path, generation.says, mapped=True)
        except (CorpusError, OSError):
            # Unless a writer has put a newer generation in its place meanwhile: take that one.
            if store.pointer(folder) == before:
                raise
    msg = f"{folder}: changes faster than it can be opened; try again"
    raise CorpusError(msg)


def dump(place: Path, content: Content) -> dict[str, Any]:
    """Write a corpus as it is into an empty folder; return what the manifest should say."""
    index = content.index
    stream: list[NDArray[Any]] = [index.ids, index.postings]
    stream += [index.offsets, index.type_offsets, content.text_offsets]
    for name, array in zip(_ARRAYS, stream, strict=True):
        np.save(place / f"{name}.npy", array)
    if content.rules.cuts:
        np.save(place / "codes.npy", np.asarray(content.codes))
        np.save(place / "code_offsets.npy", np.asarray(content.code_offsets))
    content.texts.tofile(place / "texts.bin")
    types = pl.DataFrame({"type": index.types}, schema={"type": pl.String})
    types.write_parquet(place / "types.parquet")
    content.documents.write_parquet(place / "documents.parquet")
    content.skipped.write_parquet(place / "skipped.parquet")
    return {
        "hash": content.hash,
        "n_documents": len(content.documents),
        "n_tokens": len(index.ids),
        "notes": list(content.notes),
        "rules": content.rules.as_dict(),
    }


@contextmanager
def target(folder: Path, *, force: bool = False, append: bool = False) -> Iterator[None]:
    """Hold a folder to write a corpus to.

    Raises
    ------
    CorpusError
        If the folder holds a corpus and neither `force` nor `append` is given, holds no corpus
        to append to, holds something else, or another process is writing it.
    """
    _check_target(folder, force, append)
    with store.writing(folder):
        # Once more: another writer may have made a corpus before the lock was ours.
        _check_target(folder, force, append)
        yield


def _array(path: Path, mapped: bool) -> NDArray[Any]:
    try:
        array: NDArray[Any] = np.load(path, mmap_mode="r" if mapped else None)
    except (OSError, MemoryError):
        raise
    except Exception as error:
        # A damaged header raises whatever the parser of numpy happens to stumble over.
        raise store.damage(path, "is no array") from error
    # A plain view: what numpy does for each slice of a memmap costs more than a short slice.
    return np.asarray(array)


def _check_target(folder: Path, force: bool, append: bool) -> None:
    has_corpus = (folder / store.POINTER).is_file()
    if append and not has_corpus:
        msg = (
            f"{folder}: holds no corpus to append to; "
            f"make one with: rhetoric read SOURCE -o {folder.name}"
        )
        raise CorpusError(msg)
    if has_corpus and not (force or append):
        msg = f"{folder}: holds a corpus already; say --force to replace it, --append to add to it"
        raise CorpusError(msg)
    if folder.exists() and not has_corpus:
        if not folder.is_dir():
            msg = f"{folder}: is a file, no folder; choose another place"
            raise CorpusError(msg)
        names = sorted(path.name for path in folder.iterdir())
        others = [name for name in names if not store.OURS.fullmatch(name)]
        if others:
            msg = f"{folder}: is no corpus and holds {others[0]!r}; choose another place"
            raise CorpusError(msg)


def is_corpus(path: Path) -> bool:
    """Whether a folder holds a corpus, be it damaged."""
    return (path / store.POINTER).is_file() or any(path.glob("gen-*"))
