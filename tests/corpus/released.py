"""The corpora that stand for a released format, and the program that packs them.

Each released format leaves one file, ``tests/corpus/formats/format-N.tar.xz``, that is never
made anew: whoever read an archive with that version must be able to open it for ever. When
`toolkit.corpus.store.FORMAT` goes up, run this once and commit the file beside the older ones::

    .venv/bin/python -m tests.corpus.released
"""

import io
import sys
import tarfile
import tempfile
from pathlib import Path

from toolkit.corpus import store
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document, Skipped
from toolkit.corpus.rules import Rules

FORMATS = Path(__file__).with_name("formats")
SKIPPED = [Skipped("attic/torn.pdf", "no text layer: needs OCR")]
NOTES = ["dates from the names of the files"]
# id, date, author, language, genre, text
ROWS = [
    ("mill/1", "1921-03-04", "Ada Lund", "en", "speech", "The Mill’s wheel; the mill is old."),
    ("mill/2", "1921", "Ada Lund", "en", "speech", "Bread, bread and bread-ovens for the mill."),
    ("río", "c. 1930", "Inés Prado", "es", "letter", "El río baja. ¿Quién cierra el río?"),
    ("река", "1930/1931", "", "ru", "letter", "Река шумит, ёлка стоит; РЕКА молчит."),
    ("河", "1950s", "", "zh", "letter", "河水流，人民喝河水。"),
    ("old", "44 BC", "", "en", "", "A tablet: grain 5½ measures."),
    ("undated", "", "Bo", "en", "speech", "Nobody knows when the mill closed."),
    ("empty", "1960-02-29", "Bo", "en", "speech", ""),
]
PRINTED = "The wheel of the mill was bro-\nken in the flood.\n"


def documents():
    """Make the documents of the plain corpus."""
    return [
        Document(
            name,
            text,
            parse_date(date) if date else None,
            title=f"On {name}",
            author=author,
            language=language,
            source="invented.csv",
            variables={"genre": genre},
        )
        for name, date, author, language, genre, text in ROWS
    ]


def build(folder):
    """Write a plain corpus, and one whose tokens are not those of the token rule."""
    Corpus.build(folder / "plain", documents(), SKIPPED, NOTES)
    printed = [Document("page", PRINTED, parse_date("1921"), language="en")]
    Corpus.build(folder / "printed", printed, rules=Rules(clean=("hyphens",)))


def pack(folder, path):
    """Pack a folder without the times and owners of its files."""
    with tarfile.open(path, "w:xz") as archive:
        for file in sorted(one for one in folder.rglob("*") if one.is_file()):
            member = tarfile.TarInfo(file.relative_to(folder).as_posix())
            member.size = file.stat().st_size
            archive.addfile(member, io.BytesIO(file.read_bytes()))


if __name__ == "__main__":
    path = FORMATS / f"format-{store.FORMAT}.tar.xz"
    if path.exists():
        sys.exit(f"{path.name} stands already; a released format does not change")
    with tempfile.TemporaryDirectory() as place:
        build(Path(place))
        pack(Path(place), path)
