"""Open corpora, brought from where they are published, checked file by file, and read."""

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.corpus.rules import DateKinds, Rules, date_kinds
from toolkit.datasets.catalogue import Entry, digest, entry_of
from toolkit.datasets.download import Tell, base, bring, cache_folder
from toolkit.datasets.recipes import RECIPES, Recipe
from toolkit.errors import OptionError, ReadError
from toolkit.readers.base import RawDocument, ReadingReport
from toolkit.readers.dating import Dating
from toolkit.readers.sources import read_documents


def fetch(name: str, *, accept_licence: bool = False, dated_by: DateKinds | None = None) -> Corpus:
    """Bring an open corpus and read it into memory.

    Parameters
    ----------
    name : str
        As in ``rhetoric fetch --list``.
    accept_licence : bool
        That its licence, which the error without it shows, is acknowledged.
    dated_by : str or sequence of str, optional
        Which date counts, as in `read`; "date" is the one that the corpus has without it.

    Returns
    -------
    Corpus

    Raises
    ------
    UnknownNameError
        If no open corpus has that name, or no document of it a date of `dated_by`.
    OptionError
        Without `accept_licence`.
    ReadError
        If it cannot be brought, or is not what it was when it was entered here.

    Notes
    -----
    Files stay in the cache of the system, or in the folder of ``RHETORIC_CACHE``; a download that
    broke off goes on where it stopped. ``RHETORIC_MIRROR`` names another base of all addresses,
    ``HTTPS_PROXY`` a proxy.
    """
    rules = Rules(dated_by=date_kinds(dated_by))
    documents, report = fetch_documents(
        name, accept_licence=accept_licence, dated_by=rules.dated_by
    )
    return Corpus.from_documents(documents, report.skipped, report.notes, rules=rules)


def fetch_documents(
    name: str, *, accept_licence: bool, dated_by: tuple[str, ...] = (), tell: Tell | None = None
) -> tuple[Iterator[Document], ReadingReport]:
    """Bring the files of an open corpus and read them, as `read_documents` does."""
    entry = entry_of(name)
    if not accept_licence:
        msg = f"{name}: its licence is to be acknowledged first (accept_licence=): {entry.licence}."
        raise OptionError(msg)
    recipe = RECIPES[name]
    documents, report = read_documents(files_of(entry, tell) / recipe.place, **recipe.options)
    mended = _mended(documents, entry, recipe, report)
    return (_redated(mended, dated_by, report) if dated_by else mended), report


def _mended(
    documents: Iterator[Document], entry: Entry, recipe: Recipe, report: ReadingReport
) -> Iterator[Document]:
    """Finish the documents; what is known to be no text of the corpus is no complaint."""
    for one in documents:
        yield recipe.mend(one, entry)
    report.skipped[:] = [one for one in report.skipped if Path(one.source).name not in recipe.aside]


def _redated(
    documents: Iterator[Document], dated_by: tuple[str, ...], report: ReadingReport
) -> Iterator[Document]:
    """Date the documents by what was asked for; what the recipe says is the usual date."""
    dating = Dating(dated_by, False, report)
    for one in documents:
        usual = one.date.text if one.date else ""
        raw = RawDocument(one.id, one.text, usual, source=one.source, variables=one.variables)
        date, variables = dating(raw)
        yield replace(one, date=date, variables=variables)
    dating.finish()


def is_here(entry: Entry) -> bool:
    """Tell whether the files of a corpus are in the cache."""
    return _place(entry).is_dir()


def files_of(entry: Entry, tell: Tell | None = None) -> Path:
    """Give the folder with the files of a corpus, laid out as upstream; bring them if need be.

    Raises
    ------
    ReadError
        If they cannot be brought, or one of them is not what it was. Nothing wrong stays.
    """
    place = _place(entry)
    if place.is_dir() and _digest_of(place, entry) == entry.digest:
        return place
    shutil.rmtree(place, ignore_errors=True)
    came = _bring(entry, tell)
    try:
        with tempfile.TemporaryDirectory(dir=cache_folder(), prefix=f"{entry.name}-") as beside:
            folder = Path(beside) / "files"
            folder.mkdir()
            for path, brought in came.items():
                _lay_out(entry, path, brought, folder)
            if _digest_of(folder, entry) != entry.digest:
                n = sum(path.is_file() for path in folder.rglob("*"))
                msg = (
                    f"{entry.url(base(), next(iter(came)))}: the files ({n:,}, {entry.n_files:,} "
                    f"expected) are not those of commit {entry.commit[:12]} by their hash; "
                    "nothing was kept."
                )
                raise ReadError(msg)
            folder.replace(place)
    finally:
        for brought in came.values():
            brought.unlink(missing_ok=True)
    return place


def _bring(entry: Entry, tell: Tell | None) -> dict[str, Path]:
    """Bring the archive, under no name, or single files; what came stays until all has."""
    name = f"{entry.name}-{entry.commit[:12]}"
    if not entry.single:
        return {"": bring(f"{name}.download", entry.url(base()), tell)}
    came: dict[str, Path] = {}
    there = 0
    for n, path in enumerate(entry.single):
        told = partial(_tell_more, tell, there) if tell else None
        came[path] = bring(f"{name}-{n}.download", entry.url(base(), path), told)
        there += came[path].stat().st_size
    return came


def _tell_more(tell: Tell, before: int, size: int) -> None:
    tell(before + size)


def _place(entry: Entry) -> Path:
    return cache_folder() / f"{entry.name}-{entry.digest[:12]}"


def _lay_out(entry: Entry, path: str, brought: Path, folder: Path) -> None:
    """Lay what was brought out in a folder; whatever else an archive holds stays in it."""
    if path:
        _write(folder / entry.renamed.get(path, path), brought.read_bytes())
        return
    try:
        with zipfile.ZipFile(brought) as archive:
            left = entry.bytes
            for member in archive.infolist():
                path = member.filename.partition("/")[2]
                if entry.wants(path) and not member.is_dir():
                    with archive.open(member) as stream:
                        # No more than all files together have: a bomb is not unpacked.
                        content = stream.read(left + 1)
                    left -= min(left, len(content))
                    _write(folder / entry.renamed.get(path, path), content)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        msg = f"{entry.url(base())}: is no whole archive ({error}); nothing was kept, try again."
        raise ReadError(msg) from error


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _digest_of(folder: Path, entry: Entry) -> str:
    """Make the digest of the files of a folder, under their names upstream."""
    upstream = {here: path for path, here in entry.renamed.items()}
    hashes = {}
    for path in folder.rglob("*"):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            one = hashlib.sha256(path.read_bytes()).hexdigest()
            hashes[upstream.get(name, name)] = one
    return digest(hashes)
