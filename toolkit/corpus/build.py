"""From documents to the files of a corpus: streamed, in one order whatever the order of arrival."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import polars as pl

from toolkit.corpus import files
from toolkit.corpus.cutting import Codes
from toolkit.corpus.documents import Document, Skipped
from toolkit.corpus.encoder import Encoder, Segment
from toolkit.corpus.identity import Identities
from toolkit.corpus.index import TokenIndex
from toolkit.corpus.repeated import STEP, mask_repeated
from toolkit.corpus.rows import Row, frame_of, in_order, row_of
from toolkit.corpus.rules import Rules
from toolkit.corpus.sharing import shared_out
from toolkit.corpus.tokens import clean
from toolkit.errors import CorpusError

# Characters taken in at a time: bounds the memory of reading, not the size of a corpus.
BATCH = 4_000_000
# Rows of the table written out at a time for their hash: bounds memory.
HASHED = 10_000
# Where segments stand until they are one corpus.
SEGMENTS = "segments"


class Stored(Protocol):
    """What the corpus appended to must offer."""

    documents: pl.DataFrame
    index: TokenIndex
    skipped: pl.DataFrame
    notes: tuple[str, ...]
    rules: Rules

    def codes_at(self, row: int) -> Codes:
        """Return what became of each token of the rule in a document row."""

    def text_at(self, row: int) -> str:
        """Return the text of a document row."""


def write_corpus(
    folder: Path,
    documents: Iterable[Document],
    *,
    skipped: Sequence[Skipped] = (),
    notes: Sequence[str] = (),
    rules: Rules | None = None,
    before: Stored | None = None,
    progress: Callable[[int], None] | None = None,
    executor: Executor | None = None,
) -> dict[str, Any]:
    """Write the files of a corpus into an empty folder.

    Parameters
    ----------
    folder : Path
        Where to write.
    documents : iterable of Document
        Read once, in any order.
    skipped, notes : sequence
        What the reader left out and what it guessed; looked at when `documents` is exhausted.
    rules : Rules, optional
        How texts become tokens; those of `before`, if it is given.
    before : corpus, optional
        A corpus whose documents come first: the one appended to.
    progress : callable, optional
        Told the number of documents after each batch.
    executor : Executor, optional
        What cuts texts into tokens and numbers them; it must see the folder.

    Returns
    -------
    dict
        For the manifest: hash, number of documents and tokens, notes.

    Raises
    ------
    CorpusError
        If two documents share an id.
    """
    rules = before.rules if before is not None else rules or Rules()
    with Encoder(folder, before.index.types if before is not None else (), rules) as encoder:
        tables = _tables(encoder, folder, documents, before, progress, executor)
        # Of small tables nothing but the whole is left: as dicts, or twice, the rows would take
        # most of the memory of reading.
        frame = pl.concat(tables, how="diagonal")
        repeated = mask_repeated(encoder, folder) if STEP in rules.clean else []
        frame, order = in_order(frame, encoder.lengths)
        files.step()
        frame.write_parquet(folder / "documents.parquet")
        says = {"hash": corpus_hash(frame, rules), "n_documents": len(frame)}
        del frame
        types, type_offsets, offsets = encoder.finish(order)
    files.step()
    np.save(folder / "text_offsets.npy", encoder.text_offsets[order])
    np.save(folder / "type_offsets.npy", type_offsets)
    np.save(folder / "offsets.npy", offsets)
    if rules.cuts:
        _write_codes(folder, [encoder.codes[row] for row in order])
    files.step()
    pl.DataFrame({"type": types}, {"type": pl.String}).write_parquet(folder / "types.parquet")
    left_out = pl.DataFrame(
        [*skipped], schema=dict.fromkeys(Skipped._fields, pl.String), orient="row"
    )
    if before is not None:
        left_out = pl.concat([before.skipped, left_out])
    left_out.write_parquet(folder / "skipped.parquet")
    said = [*(before.notes if before is not None else ()), *notes, *encoder.cleaned(), *repeated]
    return says | {
        "n_tokens": int(offsets[-1]),
        "notes": list(dict.fromkeys(said)),
        "rules": rules.as_dict(),
    }


def _tables(
    encoder: Encoder,
    folder: Path,
    documents: Iterable[Document],
    before: Stored | None,
    progress: Callable[[int], None] | None,
    executor: Executor | None,
) -> Iterator[pl.DataFrame]:
    """Take all documents in; give the table of each batch, first that of the corpus before."""
    met = Identities()
    yield frame_of(())
    if before is not None:
        _copy(encoder, before)
        for name, source in before.documents.select("id", "source").iter_rows():
            met.add(name, source)
        yield before.documents.drop("n_tokens")
    for some in _encoded(encoder, folder, documents, executor):
        _check_ids(some, met)
        yield frame_of(some)
        if progress:
            progress(len(met))


def _write_codes(folder: Path, codes: Sequence[Codes]) -> None:
    files.step()
    np.save(folder / "codes.npy", np.concatenate([np.empty(0, np.uint8), *codes]))
    np.save(folder / "code_offsets.npy", np.cumsum([0, *map(len, codes)], dtype=np.int64))


def corpus_hash(frame: pl.DataFrame, rules: Rules) -> str:
    """Hash every document with all that is known of it, whatever the order of its columns."""
    columns = sorted(set(frame.columns) - {"source", "n_tokens"})
    found = hashlib.sha256()
    for some in frame.select(columns).iter_slices(HASHED):
        found.update(some.write_ndjson().encode("utf-8"))
    found.update(rules.mark().encode("utf-8"))
    return found.hexdigest()


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _encoded(
    encoder: Encoder, folder: Path, documents: Iterable[Document], executor: Executor | None
) -> Iterator[list[Row]]:
    """Take documents in, here or as segments made elsewhere; give their rows, batch by batch."""
    if executor is None:
        for batch in _batches(documents):
            texts, rows = _read(batch)
            encoder.add(texts, [row["language"] for row in rows])
            yield rows
        return
    place = folder / SEGMENTS
    place.mkdir()
    work = partial(_segment, place, encoder.rules)
    for segment, rows in shared_out(work, _batches(documents), executor):
        encoder.join(segment)
        shutil.rmtree(segment.folder)
        yield rows
    # What is left was begun by a worker that died.
    shutil.rmtree(place)


def _segment(place: Path, rules: Rules, batch: Sequence[Document]) -> tuple[Segment, list[Row]]:
    """Encode a batch into a folder of its own: what one task of an executor does."""
    texts, rows = _read(batch)
    with Encoder(Path(tempfile.mkdtemp(dir=place)), rules=rules) as encoder:
        encoder.add(texts, [row["language"] for row in rows])
        return encoder.segment(), rows


def _read(batch: Sequence[Document]) -> tuple[list[str], list[Row]]:
    texts = [clean(document.text) for document in batch]
    return texts, [row_of(document, text) for document, text in zip(batch, texts, strict=True)]


def _check_ids(rows: Sequence[Row], met: Identities) -> None:
    for row in rows:
        earlier = met.source_of(row["id"])
        if earlier is not None:
            msg = (
                f"document id {row['id']!r} stands twice, in {earlier or 'one source'}"
                f" and in {row['source'] or 'another'}; give each document an id of its own."
            )
            raise CorpusError(msg)
        met.add(row["id"], row["source"])


def _copy(encoder: Encoder, before: Stored) -> None:
    """Take in the texts of a corpus, whose tokens are known."""
    index = before.index
    for number in range(len(before.documents)):
        ids = index.ids[index.offsets[number] : index.offsets[number + 1]]
        encoder.add_encoded([before.text_at(number)], [len(ids)], ids)
        if before.rules.cuts:
            encoder.codes.append(before.codes_at(number))
