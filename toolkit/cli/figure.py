"""`rhetoric figure`: one figure, with its table beside it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concepts_of, corpus_at, events_of, slices_of
from toolkit.cli.measure import DRAWN, Drawn
from toolkit.cli.options import (
    Common,
    Concepts,
    Corpus,
    EventsOf,
    LexiconName,
    Measuring,
    Slicing,
)
from toolkit.errors import OptionError, unknown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Name = Annotated[
    str, Argument(metavar="NAME", help="drift, frequency, neighbours, breaks or senses.")
]
File = Annotated[
    Path, Option("--output", "-o", help="A .svg, .pdf or .png; its table lies beside it.")
]


def run(
    name: Name,
    corpus: Corpus,
    concept: Concepts,
    output: File,
    slicing: Slicing,
    measuring: Measuring,
    common: Common,
    lexicon: LexiconName = None,
    events: EventsOf = None,
) -> Answer:
    """Draw a figure of one or more concepts."""
    _check(name, output)
    import toolkit as rt

    opened = corpus_at(corpus)
    wanted, slices = concepts_of(concept, lexicon), slices_of(opened, slicing)
    dated = {"events": events_of(events)} if name != "neighbours" else {}
    results = [DRAWN[name](one, slices, measuring, common) for one in wanted]
    drawn = _drawn(name, results, dated)
    written = rt.plot.save(drawn, output)
    said = [line for one in results for line in one.answer()]
    doubts = [f"{one.concept}: {doubt}" for one in results for doubt in one.doubts]
    return Answer(notes=[*said, *(f"written: {path}" for path in written)], doubts=doubts)


def _check(name: str, output: Path) -> None:
    """Refuse before the work what could not be drawn or saved after it."""
    if name not in DRAWN:
        unknown = unknown_name("figure", name, DRAWN)
        raise unknown
    if output.suffix.lower() not in (".svg", ".pdf", ".png"):
        msg = f"{output}: a figure is saved as .svg, .pdf or .png; choose one of these endings."
        raise OptionError(msg)


def _drawn(name: str, results: "Sequence[Drawn]", options: dict[str, Any]) -> "Axes | Figure":
    """Draw one result by itself, several in panels below each other."""
    import toolkit as rt

    draw = getattr(rt.plot, name)
    if len(results) == 1:
        alone: Axes = draw(results[0], **options)
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
