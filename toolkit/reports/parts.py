"""One result on the page, whatever the page is written as: figure, sentences, tables, passages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl
from matplotlib.figure import Figure

from toolkit.errors import OptionError
from toolkit.figures import FIGURES, HEIGHTS, figure_of
from toolkit.figures.captions import caption
from toolkit.figures.key import own
from toolkit.figures.panels import DATED
from toolkit.figures.recipe import alt
from toolkit.reports.clean import anchor, without_paths
from toolkit.reports.passages import SlicePassages
from toolkit.reports.tables import Shown

# The questions of a reader, in the order of the page.
WHAT, WHEN, WHOSE, OFTEN, BESIDE, SENSES, CHOICES = QUESTIONS = (
    "What changed?",
    "When?",
    "In whose texts?",
    "How often?",
    "Beside which words?",
    "In which senses?",
    "Does it depend on our choices?",
)
# Results whose sentences stand whole in the answer on top, and are not said again.
ABOVE = ("DriftSeries", "Changes")
Draw = Callable[[], Figure]


@dataclass(frozen=True, slots=True)
class File:
    """A table to take away: what it is called, the stem of its file name, and its rows."""

    label: str
    stem: str
    table: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Part:
    """One result on the page.

    Attributes
    ----------
    anchor, question, heading : str
        Where it stands, the question of the reader that it answers, and what it is.
    said, doubts : tuple of str
        What it says beyond its caption, and what speaks against it.
    draw : function, optional
        Draws its figure.
    caption, alt : str
        What the figure shows, in full and in a few words.
    tables, folded : tuple of Shown
        Tables in full view, and those that a reader opens.
    passages : tuple of SlicePassages
        The passages behind it.
    files : tuple of File
        Tables to take away.
    leads : str
        Said in the page below the figure, of what its points lead to.
    """

    anchor: str
    question: str
    heading: str
    said: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    draw: Draw | None = None
    caption: str = ""
    alt: str = ""
    tables: tuple[Shown, ...] = ()
    folded: tuple[Shown, ...] = ()
    passages: tuple[SlicePassages, ...] = ()
    files: tuple[File, ...] = ()
    leads: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a result stands: its number on the page of its concept, and the events to draw."""

    n: int
    events: tuple[Any, ...] = ()

    def anchor(self, kind: str, concept: str) -> str:
        """Make the id of the part; the stem of a file of it, too."""
        return anchor(kind, concept, str(self.n))


def drawn(
    result: Any,  # noqa: ANN401  # any result
    events: tuple[Any, ...] = (),
    figure: str | None = None,
    **options: Any,  # noqa: ANN401
) -> Draw | None:
    """Make the function that draws a result; nothing where it has no figure."""
    try:
        name = figure or figure_of(result)
    except OptionError:
        return None
    if name in DATED:
        options["events"] = events

    def draw() -> Figure:
        # A Figure without pyplot: nothing global is touched, nothing is left open. It grows by the
        # key of many events.
        sheet = own(Figure(layout="constrained"))
        if name in HEIGHTS:
            sheet.set_figheight(HEIGHTS.get(name)(result))
        FIGURES.get(name)(result, ax=sheet.subplots(), **options)
        return sheet

    return draw


def kind_above(result: object) -> bool:
    """Whether all that a result says stands in the answer on top."""
    return type(result).__name__ in ABOVE


def made(
    result: Any,  # noqa: ANN401  # any result
    question: str,
    heading: str,
    place: Place,
    kind: str,
    **more: Any,  # noqa: ANN401
) -> Part:
    """Make the part of a result: its figure, captions, sentences and doubts; `more` is its own."""
    draw = more.pop("draw") if "draw" in more else drawn(result, place.events)
    about = caption(result) if draw else ""
    answer = tuple(result.answer())
    files = (File("figure's table", place.anchor(kind, result.concept), result.table),)
    return Part(
        anchor=place.anchor(kind, result.concept),
        question=question,
        heading=heading,
        # Some captions open with the answer; nothing is said twice.
        said=() if draw and (kind_above(result) or about.startswith(answer[:1])) else answer,
        doubts=tuple(without_paths(doubt) for doubt in result.doubts),
        draw=draw,
        caption=more.pop("caption", about),
        alt=alt(result) if draw else "",
        files=(*files, *more.pop("files", ())),
        **more,
    )
