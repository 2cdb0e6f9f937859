"""Lists of persons and organisations in files of their own, beside the debates of a folder."""

import mmap
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from toolkit.errors import ReadError
from toolkit.readers import persons
from toolkit.readers.apart import read_apart
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions
from toolkit.readers.persons import People, people_of

# ParlaMint names such files so; the file that draws a corpus together may hold them itself.
_LIST = re.compile(r"list(?:person|org)\.xml$", re.IGNORECASE)
_HEAD = 4000


def people_beside(
    files: Sequence[Path], options: ReadOptions, report: ReadingReport
) -> tuple[People, list[Path]]:
    """Read the lists among the files of a folder; give them and the files that are left."""
    people, left = People(), []
    for path in files:
        is_list = _LIST.search(path.name) is not None
        if not (is_list or _draws_together(path)):
            left.append(path)
            continue
        try:
            (raw,) = read_apart(persons.__name__, path, options, ReadingReport())
        except ReadError as error:
            report.skip(options.name(path), str(error).removeprefix(f"{options.name(path)}: "))
            continue
        people.add(people_of(raw.text))
        left += [path] * (not is_list and _holds_text(path))
    if people.persons:
        report.note(
            "persons",
            f"names, gender, birth and party of {len(people.persons):,} persons from lists.",
        )
    return people, left


def with_people(raw: RawDocument, people: People) -> RawDocument:
    """Name the speakers of a document, and say what the lists know of the one who speaks."""
    said = raw.variables
    if not people.persons:
        return raw
    if "speakers" in said:
        names = [people.name(one) or one for one in said["speakers"].split("; ")]
        return replace(raw, variables={**said, "speakers": "; ".join(dict.fromkeys(names))})
    who = said.get("speaker_id", "")
    known = people.variables(who, said.get("date_written", raw.date))
    return replace(raw, author=people.name(who) or raw.author, variables={**known, **said})


def _holds_text(path: Path) -> bool:
    """Whether the file holds texts itself, not only what is to be known of others."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        return whole.find(b"<text") >= 0


def _draws_together(path: Path) -> bool:
    """Whether a file begins as a corpus of TEI does."""
    if path.suffix.lower() != ".xml":
        return False
    with path.open("rb") as stream:
        return b"<teiCorpus" in stream.read(_HEAD)
