"""The files of a corpus generation: read into arrays, written back, and where they may go."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.corpus import store
from toolkit.corpus.index import Longs, TokenIndex
from toolkit.errors import CorpusError

# How often a reader tries to catch a corpus that is being replaced.
ATTEMPTS = 20
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
    """

    hash: str
    notes: tuple[str, ...]
    documents: pl.DataFrame
    skipped: pl.DataFrame
    index: TokenIndex
    texts: NDArray[np.uint8]
    text_offsets: Longs


def load(generation: Path, *, mapped: bool) -> Content:
    """Read a generation; `mapped` leaves the large arrays on disk until they are looked at."""
    manifest = store.manifest(generation)
    mode: Any = "r" if mapped else None
    ids, postings, offsets, type_offsets, text_offsets = (
        np.load(generation / f"{name}.npy", mmap_mode=mode) for name in _ARRAYS
    )
    types = pl.read_parquet(generation / "types.parquet")["type"].to_list()
    path = generation / "texts.bin"
    if mapped and path.stat().st_size:
        texts: NDArray[np.uint8] = np.memmap(path, np.uint8, "r")
    else:
        texts = np.fromfile(path, np.uint8)
    return Content(
        hash=manifest["hash"],
        notes=tuple(manifest["notes"]),
        documents=pl.read_parquet(generation / "documents.parquet"),
        skipped=pl.read_parquet(generation / "skipped.parquet"),
        index=TokenIndex(types, ids, np.asarray(offsets), postings, np.asarray(type_offsets)),
        texts=texts,
        text_offsets=text_offsets,
    )


def open_folder(folder: Path) -> Content:
    """Read the current generation of a corpus folder, its large arrays left on disk.

    Raises
    ------
    CorpusError
        If it is no corpus folder, or damaged.
    """
    for _ in range(ATTEMPTS):
        generation = store.current(folder)
        try:
            return load(generation, mapped=True)
        except FileNotFoundError:
            # A writer has put a newer generation in its place meanwhile: take that one.
            continue
        except (OSError, ValueError, KeyError, pl.exceptions.PolarsError) as error:
            msg = f"{generation}: damaged ({error}); read the sources again"
            raise CorpusError(msg) from error
    msg = f"{folder}: changes faster than it can be opened; try again"
    raise CorpusError(msg)


def dump(place: Path, content: Content) -> dict[str, Any]:
    """Write a corpus as it is into an empty folder; return what the manifest should say."""
    index = content.index
    arrays = (index.ids, index.postings, index.offsets, index.type_offsets, content.text_offsets)
    for name, array in zip(_ARRAYS, arrays, strict=True):
        np.save(place / f"{name}.npy", array)
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
    }


def check_target(folder: Path, *, force: bool = False, append: bool = False) -> None:
    """Refuse to write over what is not ours, or over a corpus unasked.

    Raises
    ------
    CorpusError
        If the folder holds a corpus and neither `force` nor `append` is given, holds no corpus
        to append to, or holds something else.
    """
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
        inside = [path.name for path in folder.iterdir()] if folder.is_dir() else [folder.name]
        others = [name for name in inside if name not in ("lock", "cache") and "gen-" not in name]
        if others:
            msg = f"{folder}: is no corpus and holds {sorted(others)[0]!r}; choose another place"
            raise CorpusError(msg)
