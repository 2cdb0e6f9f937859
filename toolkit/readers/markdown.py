"""Read Markdown, with its front matter."""

import re
from collections.abc import Iterator
from dataclasses import replace

from toolkit.readers.apart import read_apart
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.charset import decoded
from toolkit.readers.front import front_matter, with_fields
from toolkit.readers.infoblock import dates_of, fields_in
from toolkit.readers.markup import UNSEEN, html_tree, is_note_mark, local, text_of
from toolkit.readers.parsed import Parsed

# Without a word the library leaves out what is nested deeper than it is told; this is deeper than
# Python can go, so that it ends with a reason.
DEEPEST = 100_000
# What pandoc makes of the header block and the styles of a page: [Written:]{.info} 1889\
_INFO = re.compile(
    r"^\[([^\]\n]{1,60}):?\s*\]\{\.info\}(.*?)(?=^\[|^\s*$|\[[^\]\n]+\]\{\.info\})",
    re.DOTALL | re.MULTILINE,
)
_INFO_BLOCK = re.compile(r"^\[[^\]\n]{1,60}\]\{\.info\}.*?(?:^\s*$|\Z)", re.DOTALL | re.MULTILINE)
_STYLE = re.compile(r"\[([^\[\]\n]*)\]\{[.#][^}\n]*\}")
_ATTRIBUTES = re.compile(r"(?<=\S) ?\{[#.][^}\n]*\}[ \t]*$", re.MULTILINE)


def read_markdown(
    path: Source, options: ReadOptions, report: ReadingReport
) -> Iterator[RawDocument]:
    """Read a Markdown file as one document: its words without the marks.

    Author, title, language, dates and variables are those of the front matter (YAML), else of a
    header block such as pandoc makes of the pages of marxists.org; the title is else the first
    heading of the first rank. `date` in front matter is that of first publication. Pictures,
    code and HTML comments are left out.
    """
    yield from read_apart(__name__, path, options, report)


def parse(
    content: bytes, name: str, options: ReadOptions, report: ReadingReport
) -> Iterator[Parsed]:
    """Read the bytes of a Markdown file."""
    from markdown_it import MarkdownIt

    source = decoded(content, name, options.encoding, report)
    said, rest = front_matter(source, name, report)
    block = fields_in((found[1], _plain(found[2])) for found in _INFO.finditer(rest[:20_000]))
    rest = _INFO_BLOCK.sub("", rest, count=1) if block else rest
    rest = _ATTRIBUTES.sub("", _STYLE.sub(r"\1", rest))
    page = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table").render(rest)
    root = html_tree(f"<body>{page}</body>")
    parsed = with_fields(text_of(root, skip=_is_unread), said)
    heading = next((one for one in root.iter() if local(one) == "h1"), None)
    if not parsed.title and heading is not None:
        parsed = replace(parsed, title=" ".join("".join(heading.itertext()).split()))
    dates = dates_of(block)
    yield replace(
        parsed,
        author=parsed.author or block.get("author", ""),
        written=parsed.written or dates["written"],
        published=parsed.published or dates["published"],
        edition=parsed.edition or dates["edition"],
    )


def _is_unread(element: object) -> bool:
    return local(element) in UNSEEN or is_note_mark(element)


def _plain(text: str) -> str:
    """Take the marks off a line of a header block."""
    return re.sub(r"[*_\\]|\[([^\]]*)\]\([^)]*\)", r"\1", text)
