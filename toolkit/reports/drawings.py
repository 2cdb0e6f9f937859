"""The figures of a page: drawn like those on paper, in the form that the page can hold."""

from toolkit.figures.save import figure_bytes
from toolkit.figures.style import style
from toolkit.figures.svg import inline
from toolkit.reports.parts import Part


def svg(part: Part) -> str:
    """Draw a part as one ``svg`` element of a page, described by its caption there.

    Its ids begin with the anchor of the part; texts in it were escaped by an XML writer, so it is
    safe as it is.
    """
    return inline(picture(part, "svg"), f"{part.anchor}-", f"{part.anchor}-caption")


def picture(part: Part, kind: str) -> bytes:
    """Draw a part as a file: svg (for a page, without its description), pdf or png."""
    if part.draw is None:
        msg = f"{part.heading}: there is nothing to draw."
        raise ValueError(msg)
    with style("page"):
        return figure_bytes(part.draw(), kind, quiet=True)
