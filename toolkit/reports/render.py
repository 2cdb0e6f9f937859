"""The page itself: templates filled in with everything escaped, and put in place whole."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from toolkit.figures.save import write_atomic
from toolkit.reports.clean import printable

# No script can run and nothing is loaded, whatever stands in the texts.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@dataclass(frozen=True, slots=True)
class Report:
    """One page that stands by itself.

    Attributes
    ----------
    title : str
        What stands at its head.
    html : str
        The whole page.
    """

    title: str
    html: str

    def save(self, path: str | Path) -> Path:
        """Write the page as one file, whole or not at all; give its path back."""
        target = Path(path)
        write_atomic(target, self.html.encode())
        return target

    def __str__(self) -> str:
        size = len(self.html.encode()) / 1e6
        return f"report “{self.title}”, {size:.2f} MB; .save(path) writes it"


def render(template: str = "page.html.j2", **content: Any) -> Report:  # noqa: ANN401
    """Fill a page in.

    Parameters
    ----------
    template : str
        Its file.
    **content
        What the template names; for the page of results title, question, sections, overview,
        methods, references, provenance, shown.
    """
    page = environment().get_template(template)
    sheet = Markup(_sheet())  # noqa: S704  # a file of this package
    html = page.render(policy=POLICY, sheet=sheet, **content)
    return Report(str(printable(content["title"])), html)


@cache
def environment() -> Environment:
    """Where the templates are, with escaping always on."""
    return Environment(
        loader=PackageLoader("toolkit.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _sheet() -> str:
    return environment().get_template("page.css").render()
