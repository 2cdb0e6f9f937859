"""`rhetoric figure`: one figure, with its table beside it."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concepts_of, corpus_at, events_of, slices_of
from toolkit.cli.measure import RESULTS
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

Name = Annotated[str, Argument(metavar="NAME", help="drift, frequency or neighbours.")]
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
    _check(name, concept, output)
    import toolkit as rt

    opened = corpus_at(corpus)
    wanted, slices = concepts_of(concept, lexicon), slices_of(opened, slicing)
    dated = {"events": events_of(events)} if name != "neighbours" else {}
    results = [RESULTS[name](one, slices, measuring, common) for one in wanted]
    if len(results) == 1:
        drawn = getattr(rt.plot, name)(results[0], **dated)
    else:
        drawn = rt.plot.panels(results, **dated)
    written = rt.plot.save(drawn, output)
    said = [line for one in results for line in one.answer()]
    doubts = [f"{one.concept}: {doubt}" for one in results for doubt in one.doubts]
    return Answer(notes=[*said, *(f"written: {path}" for path in written)], doubts=doubts)


def _check(name: str, concepts: list[str], output: Path) -> None:
    """Refuse before the work what could not be drawn or saved after it."""
    if name not in RESULTS:
        unknown = unknown_name("figure", name, RESULTS)
        raise unknown
    if output.suffix.lower() not in (".svg", ".pdf", ".png"):
        msg = f"{output}: a figure is saved as .svg, .pdf or .png; choose one of these endings."
        raise OptionError(msg)
    if name != "drift" and len(concepts) > 1:
        given = ", ".join(map(repr, concepts))
        msg = f"{name}: is drawn of one concept, given were {given}; quote the words of a phrase."
        raise OptionError(msg)
