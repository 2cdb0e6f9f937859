"""Sheets that came back from coders: one label a passage and coder, or none."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.coding import SHEET
from toolkit.change.passage_codes import position_of
from toolkit.corpus.corpus import Corpus
from toolkit.errors import OptionError, ReadError
from toolkit.readers.base import ReadingReport
from toolkit.readers.decode import Decoder, open_bytes
from toolkit.readers.delimited import rows_in

Longs = NDArray[np.int64]
Sheet = str | Path | pl.DataFrame


class Coded(NamedTuple):
    """What coders said: ``position`` (n,) tokens, and for each question a table of labels.

    ``answers`` maps a question to (n, coders) texts, empty where nothing was said; `skipped` says
    which lines of a file could not be read.
    """

    concept: str
    position: Longs
    answers: dict[str, NDArray[np.str_]]
    n_coders: int
    skipped: tuple[str, ...] = ()


def read_coded(sheets: Sequence[Sheet], corpus: Corpus) -> Coded:
    """Put the sheets of one sample together, by the names of their passages.

    Answers are folded: capitals and blanks at the ends do not matter.

    Raises
    ------
    OptionError, ReadError
        If there is no sheet, one lacks a column, or they are about different concepts.
    ProvenanceError
        If a passage is not of this corpus.
    """
    if not sheets:
        msg = "no coded sheet; give one or more files that `sample` wrote and a reader filled in."
        raise OptionError(msg)
    report = ReadingReport()
    tables = [_read(one, report) for one in sheets]
    concepts = sorted({name for table in tables for name in table["concept"]})
    if len(concepts) != 1:
        msg = f"sheets about {', '.join(concepts) or 'nothing'}; give sheets of one concept."
        raise OptionError(msg)
    questions = [name for name in tables[0].columns if name not in SHEET]
    kept = [name for name in questions if all(name in table.columns for table in tables)]
    if not kept:
        msg = f"the sheets share no question; the first asks {', '.join(questions) or 'none'}."
        raise OptionError(msg)
    names = list(dict.fromkeys(name for table in tables for name in table["passage"]))
    row_of = {name: row for row, name in enumerate(names)}
    position = np.array([position_of(corpus, name) for name in names], np.int64)
    answers = {name: np.full((len(names), len(tables)), "", dtype=object) for name in kept}
    for coder, table in enumerate(tables):
        rows = [row_of[name] for name in table["passage"]]
        for name in kept:
            said = [" ".join(str(text or "").split()).casefold() for text in table[name]]
            answers[name][rows, coder] = said
    skipped = tuple(f"{one.source}: {one.reason}" for one in report.skipped)
    return Coded(concepts[0], position, answers, len(tables), skipped)


def _read(sheet: Sheet, report: ReadingReport) -> pl.DataFrame:
    if isinstance(sheet, pl.DataFrame):
        table, name = sheet, "the sheet"
    else:
        path = Path(sheet)
        name = path.name
        if not path.is_file():
            msg = f"{path}: there is no such file; give a sheet that `sample` wrote."
            raise ReadError(msg)
        with open_bytes(path) as stream:
            rows = [row.cells for row in rows_in(stream, name, Decoder(name, None), report)]
        table = pl.DataFrame(rows, infer_schema_length=None)
    lacking = [one for one in ("passage", "concept") if one not in table.columns]
    if lacking:
        msg = f"{name}: has no column {' and no '.join(lacking)}; give a sheet that `sample` wrote."
        raise ReadError(msg)
    told: pl.DataFrame = table.filter(pl.col("passage").fill_null("") != "")
    if told["passage"].n_unique() < len(told):
        msg = f"{name}: a passage stands there twice; leave each once."
        raise ReadError(msg)
    return told
