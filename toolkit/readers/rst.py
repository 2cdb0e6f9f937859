"""Read reStructuredText, with its front matter."""

import re
from collections.abc import Iterator
from dataclasses import replace

from toolkit.readers.apart import read_apart
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.charset import decoded
from toolkit.readers.front import front_matter, with_fields
from toolkit.readers.parsed import Parsed

# No file is included, no raw text taken, nothing is reported on the terminal.
SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": 5,
    "halt_level": 5,
    "line_length_limit": 10_000_000,
    "_disable_config": True,
}
_UNREAD = (
    "comment",
    "system_message",
    "docinfo",
    "footnote_reference",
    "citation_reference",
    "substitution_definition",
    "target",
    "pending",
    "image",
    "raw",
    "problematic",
)


def read_rst(path: Source, options: ReadOptions, report: ReadingReport) -> Iterator[RawDocument]:
    """Read a reStructuredText file as one document: its words without the marks.

    Author, title, language, dates and variables are those of YAML front matter, else of the field
    list at its top; `date` is that of first publication. Nothing is included from other files.
    Footnotes are kept as the variable `notes`.
    """
    yield from read_apart(__name__, path, options, report)


def parse(
    content: bytes, name: str, options: ReadOptions, report: ReadingReport
) -> Iterator[Parsed]:
    """Read the bytes of a reStructuredText file."""
    from docutils import nodes
    from docutils.core import publish_doctree

    source = decoded(content, name, options.encoding, report)
    said, rest = front_matter(source, name, report)
    tree = publish_doctree(rest, settings_overrides=SETTINGS)
    for info in tree.findall(nodes.docinfo):
        for field in info:
            key, value = _field(field)
            said.setdefault(key, value)
    notes = "\n".join(" ".join(one.astext().split()[1:]) for one in tree.findall(nodes.footnote))
    unread = tuple(getattr(nodes, kind) for kind in _UNREAD)
    for node in [*tree.findall(lambda one: isinstance(one, (*unread, nodes.footnote)))]:
        if node.parent is not None:
            node.parent.remove(node)
    lines = (" ".join(line.split()) for line in tree.astext().split("\n\n"))
    parsed = with_fields("\n".join(filter(None, lines)), said)
    title = parsed.title or " ".join(str(tree.get("title") or "").split())
    yield replace(parsed, title=title, variables={**parsed.variables, "notes": notes})


def _field(field: object) -> tuple[str, str]:
    """Read one field at the top: its name and its words."""
    from docutils import nodes

    if isinstance(field, nodes.field):
        name, body = field.children[0].astext(), field.children[1].astext()
    else:
        name, body = type(field).__name__, field.astext()  # type: ignore[attr-defined]
    return re.sub(r"\W+", "_", name.casefold()), " ".join(body.split())
