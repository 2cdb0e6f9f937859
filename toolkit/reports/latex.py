"""A report as LaTeX: figures and tables to take into a paper, and a text that holds them all."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from toolkit.reports.clean import printable, slug
from toolkit.reports.drawings import picture
from toolkit.reports.page import Page
from toolkit.reports.parts import Part
from toolkit.reports.tables import Shown

_SIGNS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "−": r"\ensuremath{-}",
    "≤": r"\ensuremath{\leq}",
    "√": r"\ensuremath{\surd}",
    "–": "--",
}
# LuaLaTeX reads Unicode as it is; fonts for other scripts are the reader's choice.
HEAD = r"""\documentclass{article}
\usepackage{fontspec,graphicx,booktabs,longtable,geometry}
\geometry{margin=2.5cm}
\setlength{\emergencystretch}{3em}
\renewcommand{\topfraction}{.9}
\renewcommand{\textfraction}{.08}
\renewcommand{\floatpagefraction}{.75}
\begin{document}"""
# Figures float no further than their section.
SECTION = "\\clearpage\\section"


def latex(page: Page, folder: Path) -> dict[Path, bytes]:
    """Write a page as files: ``report.tex`` first, then figures (PDF), tables and captions."""
    main = folder / "report.tex"
    files: dict[Path, bytes] = {main: b""}

    def taken(part: Part) -> list[str]:
        lines = []
        stem = part.anchor
        if part.draw is not None:
            files[folder / "figures" / f"{stem}.pdf"] = picture(part, "pdf")
            files[folder / "figures" / f"{stem}.tex"] = _figure(part, stem).encode()
            lines.append(f"\\input{{figures/{stem}}}")
        for n, shown in enumerate(part.tables):
            name = stem if n == 0 else f"{stem}-{n}"
            files[folder / "tables" / f"{name}.tex"] = tabular(shown).encode()
            lines += [f"\\paragraph{{{text(shown.caption)}}}", f"\\input{{tables/{name}}}"]
        return lines

    lines = [HEAD, f"\\section*{{{text(page.title)}}}"]
    lines += [f"\\textbf{{Question.}} {text(page.question)}"] if page.question else []
    lines += _front(page)
    for section in page.sections:
        lines.append(f"{SECTION}{{{text(section.concept)}}}")
        for part in section.parts:
            lines += [f"\\subsection{{{text(part.question)} {text(part.heading)}}}"]
            lines += [*_items(part.said), *taken(part), *_items(part.doubts, "Doubts")]
        lines += ["\\subsection{What speaks against it?}"]
        lines += _items([*section.objections, *section.reading.said])
    others = [one for one in (page.comparison, *page.whole) if one]
    for part in [*others, *(page.trace.figures if page.trace else ())]:
        lines += [f"{SECTION}{{{text(part.heading)}}}", *_items(part.said), *taken(part)]
        lines += _items(part.doubts, "Doubts")
    lines += _back(page)
    files[main] = ("\n\n".join([*lines, "\\end{document}"]) + "\n").encode()
    return files


def text(given: object) -> str:
    r"""Write a text so that TeX takes every letter for itself.

    Examples
    --------
    >>> print(text("50% of a_b"))
    50\% of a\_b
    """
    plain = " ".join(str(printable(given)).split())
    return "".join(_SIGNS.get(sign, sign) for sign in unicodedata.normalize("NFC", plain))


def tabular(shown: Shown) -> str:
    """Write a table with the rules of booktabs; it may break over pages."""
    last = (
        "p{0.55\\textwidth}" if shown.last == "words" else "l" if shown.last != "numbers" else "r"
    )
    shape = "l" + "r" * (len(shown.heads) - 2) + last if len(shown.heads) > 1 else "l"
    rows = [" & ".join(map(text, row)) + " \\\\" for row in shown.rows]
    lines = ["{\\scriptsize\\setlength{\\tabcolsep}{3pt}", f"\\begin{{longtable}}{{{shape}}}"]
    lines += ["\\toprule", " & ".join(map(_head, shown.heads)) + " \\\\", "\\midrule\\endhead"]
    return "\n".join([*lines, *rows, "\\bottomrule", "\\end{longtable}}", ""])


def _head(name: str) -> str:
    """Set a long head in several lines."""
    words = re.sub(r"(.{1,14})(?:\s+|$)", r"\1\n", name).strip().split("\n")
    return "\\shortstack{" + "\\\\".join(map(text, words)) + "}"


def _figure(part: Part, stem: str) -> str:
    return "\n".join(
        [
            "\\begin{figure}[htbp]",
            "\\centering",
            f"\\includegraphics[width=\\linewidth]{{figures/{stem}.pdf}}",
            f"\\caption{{{text(part.caption)}}}",
            f"\\label{{fig:{slug(stem, 80)}}}",
            "\\end{figure}",
            "",
        ]
    )


def _front(page: Page) -> list[str]:
    lines = []
    for section in page.sections:
        lines += [f"\\paragraph{{{text(section.concept)}}}", *_items(section.answer)]
    lines += _items(page.trace.answer) if page.trace else []
    if page.checks:
        found = [f"{said}. What to do: {advice}." for _, said, advice in page.checks.found]
        lines += _items(found, "What could be mistaken for a change of use")
    if page.overview:
        facts = "; ".join(f"{name} {value}" for name, value in page.overview.facts)
        lines += _items([facts, *page.overview.doubts], "Corpus")
    return lines


def _back(page: Page) -> list[str]:
    lines = [f"{SECTION}{{Methods}}", *map(text, page.methods)] if page.methods else []
    lines += _items(page.references, "References") if page.references else []
    return [*lines, *_items(page.provenance, "Provenance")]


def _items(texts: Sequence[str] | Iterable[str], heading: str = "") -> list[str]:
    items = [f"\\item {text(one)}" for one in texts if one]
    if not items:
        return []
    start = [f"\\paragraph{{{text(heading)}}}"] if heading else []
    return [*start, "\n".join(["\\begin{itemize}", *items, "\\end{itemize}"])]
