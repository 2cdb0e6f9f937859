"""What is asked of a source: refused at once when it cannot work."""

import stat
from pathlib import Path
from typing import get_args

from toolkit.errors import OptionError, ReadError
from toolkit.readers import SUFFIXES, TABLES, suffix_of
from toolkit.readers.base import ReadOptions, Speakers
from toolkit.readers.decode import check_encoding
from toolkit.readers.headings import steps
from toolkit.readers.names import compiled


def check(place: Path, options: ReadOptions) -> None:
    """Refuse at once what cannot work."""
    if options.sequence is not None and options.date is not None:
        msg = "date= and sequence= are given; a document has one or the other: give one."
        raise OptionError(msg)
    if options.sequence is not None and options.dated_by:
        msg = "dated_by= and sequence= are given; numbers have no second date: give one."
        raise OptionError(msg)
    _check_names(options)
    check_encoding(options.encoding)
    try:
        mode = place.stat().st_mode
    except (OSError, ValueError) as error:
        msg = f"{place}: there is no such file or folder; check the path."
        raise ReadError(msg) from error
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        msg = f"{place}: is no regular file and no folder; give one of these."
        raise ReadError(msg)
    kind = SUFFIXES.get(suffix_of(place))
    if not place.is_dir() and kind is None:
        msg = f"{place.name}: no reader for this kind of file; known are {', '.join(SUFFIXES)}."
        raise ReadError(msg)
    for option in ("pattern", "metadata"):
        if getattr(options, option) is not None and kind in TABLES:
            msg = f"{option}= is about the names of text files; {place.name} is a table: leave it."
            raise OptionError(msg)


def _check_names(options: ReadOptions) -> None:
    """Refuse patterns that are none, and speakers that become neither of the two."""
    if options.pattern is not None:
        if options.metadata is not None:
            msg = "pattern= and metadata= are given; one of them says the dates: give one."
            raise OptionError(msg)
        compiled(options.pattern)
    if options.heading is not None:
        for pattern in options.heading.split(" | "):
            steps(pattern)
    if options.speakers not in get_args(Speakers):
        msg = f"speakers {options.speakers!r} is not known; give documents or variables."
        raise OptionError(msg)


def metadata_path(metadata: str | Path | None, place: Path) -> Path | None:
    """Find the metadata table: as given, or inside the folder."""
    if metadata is None:
        return None
    found = next((path for path in (Path(metadata), place / metadata) if path.is_file()), None)
    if found is None:
        msg = f"{metadata}: there is no such metadata table, nor in {place}; check the path."
        raise ReadError(msg)
    return found
