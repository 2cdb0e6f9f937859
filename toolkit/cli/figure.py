"""`rhetoric figure`: one figure, with its table beside it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from toolkit.cli.answer import Answer, named
from toolkit.cli.inputs import axis_of, concepts_of, corpus_at, events_of, slices_by
from toolkit.cli.measure import DRAWN, Drawn
from toolkit.cli.options import (
    Axes,
    AxisName,
    By,
    Common,
    Corpus,
    EventsOf,
    LexiconName,
    Measuring,
    Of,
    Slicing,
)
from toolkit.errors import OptionError, unknown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes as Drawing
    from matplotlib.figure import Figure

# Figures without a time axis, on which no event could stand, and those of two slices.
UNDATED = ("neighbours", "collocates", "keyness", "shift", "turnover")
OF_TWO = ("keyness", "shift", "turnover")
# Figures that compare groups by themselves.
OF_GROUPS = ("convergence",)
# Figures of all words, which take no concept: what is drawn instead, one below the other.
OF_ALL: dict[str, list[Any]] = {"complexity": ["mattr", "sentence_length"], "keyness": [None]}
Name = Annotated[str, Argument(metavar="NAME", help=f"One of: {', '.join(sorted(DRAWN))}.")]
ConceptsOrNone = Annotated[
    list[str] | None,
    Argument(metavar="CONCEPT...", help="Patterns, or names of --lexicon.", show_default="none"),
]
File = Annotated[
    Path, Option("--output", "-o", help="A .svg, .pdf or .png; its table lies beside it.")
]


def run(
    name: Name,
    corpus: Corpus,
    concept: ConceptsOrNone = None,
    *,
    output: File,
    slicing: Slicing,
    measuring: Measuring,
    common: Common,
    lexicon: LexiconName = None,
    events: EventsOf = None,
    slice: Of = None,  # noqa: A002  (the word of this package)
    axis: AxisName = None,
    axes: Axes = "manifesto",
    by: By = None,
) -> Answer:
    """Draw a figure of one or more concepts; keyness and complexity take none."""
    _check(name, output, concept or ())
    if name in OF_GROUPS and by is None:
        msg = f"figure {name}: needs groups; give --by VARIABLE, and --groups if there is none."
        raise OptionError(msg)
    import toolkit as rt

    opened = corpus_at(corpus)
    wanted: list[Any] = OF_ALL.get(name) or list(concepts_of(concept or (), lexicon))
    parts = slices_by(opened, slicing, None if name in OF_GROUPS else by)
    dated = {} if name in UNDATED else {"events": events_of(events)}
    own: dict[str, Any] = {"slice": slice} if name in OF_TWO else {}
    if name == "axis":
        own = {"axis": axis_of(axis, axes)}
    if name in OF_GROUPS:
        own = {"by": by}
    results = [
        DRAWN[name](one, part, measuring, common, **own)
        for one in wanted
        for part in parts.values()
    ]
    if len(parts) > 1:
        titles = [named(one.concept, group) for one in results[:: len(parts)] for group in parts]
        drawn = rt.plot.panels(dict(zip(titles, results, strict=True)), figure=name, **dated)
    else:
        drawn = _drawn(name, results, dated)
    written = rt.plot.save(drawn, output)
    said = [line for one in results for line in one.answer()]
    doubts = [f"{one.concept}: {doubt}" for one in results for doubt in one.doubts]
    return Answer(notes=[*said, *(f"written: {path}" for path in written)], doubts=doubts)


def _check(name: str, output: Path, concept: "Sequence[str]") -> None:
    """Refuse before the work what could not be drawn or saved after it."""
    if name not in DRAWN:
        unknown = unknown_name("figure", name, DRAWN)
        raise unknown
    if bool(concept) == (name in OF_ALL):
        has = "is about all words and takes no concept" if concept else "needs a concept"
        msg = f"figure {name}: {has}; write rhetoric figure {name} C"
        raise OptionError(f"{msg} -o F." if concept else f"{msg} CONCEPT -o F.")
    if output.suffix.lower() not in (".svg", ".pdf", ".png"):
        msg = f"{output}: a figure is saved as .svg, .pdf or .png; choose one of these endings."
        raise OptionError(msg)


def _drawn(name: str, results: "Sequence[Drawn]", options: dict[str, Any]) -> "Drawing | Figure":
    """Draw one result by itself, several in panels below each other."""
    import toolkit as rt

    draw = getattr(rt.plot, name)
    if len(results) == 1:
        alone: Drawing = draw(results[0], **options)
        return alone
    if name == "drift":
        several: Figure = rt.plot.panels(results, **options)
        return several
    from matplotlib.figure import Figure as Sheet

    with rt.plot.style("page"):
        figure = Sheet(layout="constrained")
        figure.set_figheight(figure.get_figheight() * len(results))
        for one, ax in zip(results, figure.subplots(len(results)), strict=True):
            draw(one, ax=ax, **options)
    return figure
