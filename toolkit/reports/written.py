"""A report as a value: it can be looked at, and written as HTML, Markdown or LaTeX."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from toolkit.errors import OptionError
from toolkit.figures.save import write_atomic
from toolkit.reports.clean import printable
from toolkit.reports.html import html
from toolkit.reports.latex import latex
from toolkit.reports.markdown import markdown
from toolkit.reports.page import Page

HTML = (".html", ".htm")


@dataclass(frozen=True)
class Report:
    """A report that stands by itself.

    Attributes
    ----------
    page : Page
        Its content.
    """

    page: Page

    @property
    def title(self) -> str:
        """What stands at its head."""
        return str(printable(self.page.title))

    @cached_property
    def html(self) -> str:
        """The whole page as HTML: no script, nothing loaded."""
        return html(self.page)

    def save(self, path: str | Path) -> Path:
        """Write the report; give the path of its main file back.

        Parameters
        ----------
        path : str or Path
            ``report.html`` is one file. ``report.md`` is Markdown with its figures and tables in
            the folder ``report-files`` beside it. A name without an ending is a folder for LaTeX:
            ``report.tex``, and figures (PDF) and tables (booktabs) to be taken into a paper.

        Raises
        ------
        OptionError
            If the ending is another one.
        """
        target = Path(path)
        kind = checked_ending(target)
        if kind == ".html":
            write_atomic(target, self.html.encode())
            return target
        files = markdown(self.page, target) if kind == ".md" else latex(self.page, target)
        for place, content in files.items():
            write_atomic(place, content)
        return next(iter(files))

    def __str__(self) -> str:
        size = len(self.html.encode()) / 1e6
        return f"report “{self.title}”, {size:.2f} MB as HTML; .save(path) writes it"


def checked_ending(path: Path) -> str:
    """Give ".html", ".md" or "" for the folder of LaTeX; refuse others.

    Raises
    ------
    OptionError
        If the ending is none of these.
    """
    ending = path.suffix.lower()
    if ending in HTML:
        return ".html"
    if ending in (".md", ""):
        return ending
    msg = (
        f"{path}: a report is .html, .md, or, without an ending, a folder for LaTeX; choose one of "
        "these."
    )
    raise OptionError(msg)
