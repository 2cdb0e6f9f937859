"""A report as one HTML file: templates filled in with everything escaped."""

import base64
from functools import cache
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from toolkit.figures.tables import csv_bytes
from toolkit.reports.clean import printable
from toolkit.reports.drawings import svg
from toolkit.reports.page import Page
from toolkit.reports.parts import File, Part
from toolkit.reports.passages import SHOWN

# No script can run and nothing is loaded, whatever stands in the texts.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
# Bytes of all tables of a page together; beyond, each gives its first rows and says so.
TABLES = 2_000_000


class Download(NamedTuple):
    """A table in the page: what it is called, its file name, and its content as an address."""

    label: str
    name: str
    address: str


def html(page: Page) -> str:
    """Fill the page in."""
    share = TABLES // max(1, _files(page))
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            page=page,
            policy=POLICY,
            sheet=Markup(_sheet()),  # noqa: S704  # a file of this package
            drawing=drawing,
            download=lambda file: download(file, share),
        )
    )


def drawing(part: Part) -> Markup:
    """Draw a part into the page."""
    return Markup(svg(part))  # noqa: S704  # escaped by an XML writer


def download(file: File, most: int = TABLES) -> Download:
    """Pack a table into the page as CSV of about `most` bytes at most."""
    content, label = csv_bytes(file.table), file.label
    if len(content) > most:
        kept = int(len(file.table) * most / len(content))
        content = csv_bytes(file.table.head(kept))
        label = f"{label} (the first {kept:,} of {len(file.table):,} rows)"
    packed = base64.b64encode(content).decode()
    return Download(label, f"{file.stem}.csv", f"data:text/csv;charset=utf-8;base64,{packed}")


def _files(page: Page) -> int:
    parts = [part for section in page.sections for part in section.parts]
    parts += [one for one in (page.comparison, *page.whole) if one]
    coded = sum(len(section.reading.files) for section in page.sections)
    traced = len(page.trace.files) if page.trace else 0
    return sum(len(part.files) for part in parts) + coded + traced


@cache
def environment() -> Environment:
    """Where the templates are, with escaping always on."""
    made = Environment(
        loader=PackageLoader("toolkit.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["most_shown"] = SHOWN
    return made


@cache
def _sheet() -> str:
    return environment().get_template("page.css").render()
