"""A report as Markdown: one text, with its figures and tables in a folder beside it."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from toolkit.figures.tables import csv_bytes
from toolkit.reports.clean import printable
from toolkit.reports.drawings import picture
from toolkit.reports.page import ConceptSection, Page
from toolkit.reports.parts import File, Part
from toolkit.reports.passages import Passage
from toolkit.reports.tables import Shown

# What Markdown, or the HTML that it lets through, would take for more than text.
_SIGNS = re.compile(r"([\\`*_{}\[\]<>|#~&$])")
_START = re.compile(r"^(\s*)([-+=>]|\d+[.)])", re.M)


def markdown(page: Page, path: Path) -> dict[Path, bytes]:
    """Write a page as files: the text first, then figures (SVG) and tables (CSV)."""
    beside = path.with_name(f"{path.stem}-files")
    files: dict[Path, bytes] = {path: b""}

    def figure(part: Part) -> str:
        if part.draw is None:
            return ""
        name = f"{part.anchor}.svg"
        files[beside / name] = picture(part, "svg")
        return f"![{text(part.alt)}]({beside.name}/{name})\n\n*{text(part.caption)}*"

    def table(file: File) -> str:
        name = f"{file.stem}.csv"
        files[beside / name] = csv_bytes(file.table)
        return f"[{text(file.label)}]({beside.name}/{name})"

    blocks = [f"# {text(page.title)}"]
    blocks += [f"**Question.** {text(page.question)}"] if page.question else []
    blocks += [*_answer(page), *_corpus(page)]
    for section in page.sections:
        blocks += _concept(section, figure, table)
    for part in (page.comparison, *page.whole):
        blocks += [f"## {part.heading}", *_part(part, "###", figure, table)] if part else []
    if page.trace:
        for part in page.trace.figures:
            blocks += [f"## {part.heading}", figure(part)]
        blocks += [*map(shown, page.trace.tables), ", ".join(map(table, page.trace.files))]
    if page.methods:
        blocks += ["## Methods", *map(text, page.methods)]
        blocks += ["### References", bullets(page.references)]
    blocks += ["## Provenance", bullets(page.provenance)]
    files[path] = ("\n\n".join(block for block in blocks if block) + "\n").encode()
    return files


def text(given: object) -> str:
    r"""Write a text so that nothing in it is taken for markup.

    Examples
    --------
    >>> print(text("a *b* <i>"))
    a \*b\* \<i\>
    """
    plain = " ".join(str(printable(given)).split())
    return _START.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", plain))


def bullets(texts: Iterable[str]) -> str:
    """Write a list."""
    return "\n".join(f"- {text(one)}" for one in texts)


def shown(table: Shown) -> str:
    """Write a table with its caption above."""
    rows = [table.heads, ("---",) + ("---:",) * (len(table.heads) - 1), *table.rows]
    lines = [f"| {' | '.join(row if n == 1 else map(text, row))} |" for n, row in enumerate(rows)]
    return f"**{text(table.caption)}**\n\n" + "\n".join(lines)


def _answer(page: Page) -> list[str]:
    blocks = ["## Answer"] if page.sections or page.trace else []
    for section in page.sections:
        blocks += [f"### {text(section.concept)}", bullets(section.answer)]
    if page.trace:
        blocks += [bullets(page.trace.answer), *_doubts(page.trace.doubts, "###")]
    return blocks


def _corpus(page: Page) -> list[str]:
    blocks = []
    if page.checks:
        found = [f"{kind}: {said}. What to do: {advice}." for kind, said, advice in
                 page.checks.found]  # fmt: skip
        blocks += ["## What could be mistaken for a change of use"]
        blocks += [bullets(found) if found else "Nothing was found."]
    if page.overview:
        facts = [f"{name}: {value}" for name, value in page.overview.facts]
        skipped = [f"skipped: {source}: {why}" for source, why in page.overview.skipped]
        said = [*facts, *page.overview.doubts, *page.overview.notes, *skipped]
        blocks += ["## Corpus", bullets(said)]
        blocks += [shown(page.overview.slices)] if page.overview.slices else []
    return blocks


def _concept(
    section: ConceptSection, figure: Callable[[Part], str], table: Callable[[File], str]
) -> list[str]:
    blocks = [f"## {text(section.concept)}"]
    for question, parts in section.questions:
        blocks.append(f"### {question}")
        for part in parts:
            blocks += [f"#### {text(part.heading)}", *_part(part, "#####", figure, table)]
    blocks += ["### What speaks against it?", bullets(section.objections)]
    blocks += ["#### Read by hand", *map(text, section.reading.said)]
    blocks += [*_doubts(section.reading.doubts, "#####"), *map(shown, section.reading.tables)]
    return [*blocks, ", ".join(map(table, section.reading.files))]


def _part(
    part: Part, level: str, figure: Callable[[Part], str], table: Callable[[File], str]
) -> list[str]:
    blocks = [bullets(part.said), figure(part)]
    blocks += ["Tables: " + ", ".join(map(table, part.files))] if part.files else []
    blocks += [*_doubts(part.doubts, level), *map(shown, part.tables)]
    blocks += [f"{level} Passages"] if part.passages else []
    for slice_ in part.passages:
        for group in slice_.groups:
            head = f"{slice_.label}: {group.heading}, {len(group.passages)} of {group.total}"
            blocks += [f"**{text(head)}**", *map(_passage, group.passages)]
    return blocks


def _passage(one: Passage) -> str:
    source = " · ".join((one.date, one.author, one.title, one.id))
    return f"> … {text(one.left)} **{text(one.match)}** {text(one.right)} …\n>\n> {text(source)}"


def _doubts(doubts: Sequence[str], level: str) -> list[str]:
    return [f"{level} Doubts", bullets(doubts)] if doubts else []
