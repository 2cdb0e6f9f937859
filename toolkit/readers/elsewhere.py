"""Files of a folder read by other processes, each as if it had been read here."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from toolkit.corpus.sharing import shared_out
from toolkit.errors import ReadError, UnknownNameError
from toolkit.readers import READERS, SUFFIXES, TABLES, suffix_of
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions

# Tables and archives are streamed where they are taken in: they may hold more than memory does.
STREAMED = (*TABLES, "tar", "zip")


@dataclass(frozen=True, slots=True)
class Found:
    """What one file gave: its texts, what there was to say, and the error that ended it."""

    texts: list[RawDocument]
    report: ReadingReport
    error: Exception | None

    def of(self, report: ReadingReport) -> Iterator[RawDocument]:
        """Give the texts, add to a report, and raise the error where there was one."""
        report.add(self.report)
        yield from self.texts
        if self.error is not None:
            raise self.error


def read_elsewhere(
    files: Sequence[Path], options: ReadOptions, executor: Executor | None
) -> Iterable[Found | None]:
    """Give what each file holds; None for one that is to be read here."""
    if executor is None or options.root is None:
        return [None] * len(files)
    return shared_out(partial(_read, options), files, executor)


def _read(options: ReadOptions, path: Path) -> Found | None:
    """Read one file: what one task of an executor does."""
    kind = SUFFIXES[suffix_of(path)]
    if kind in STREAMED:
        return None
    texts: list[RawDocument] = []
    report, error = ReadingReport(), None
    try:
        for text in READERS.get(kind)(path, options, report):
            texts.append(text)  # noqa: PERF402 - what came before an error is kept
    except (ReadError, UnknownNameError, OSError) as problem:
        error = problem
    return Found(texts, report, error)
