"""`rhetoric figure`: one figure, with its table beside it."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from toolkit.cli.answer import Answer, named
from toolkit.cli.drawn import DRAWN, Drawn
from toolkit.cli.figure_calls import drawn_again
from toolkit.cli.figure_recipe import flags_of, read_recipe, recipe_of
from toolkit.cli.inputs import axis_of, concepts_of, corpus_at, events_of, slices_by
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
    Timing,
)
from toolkit.cli.talk import waiting
from toolkit.errors import OptionError, unknown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes as Drawing
    from matplotlib.figure import Figure

# Figures without a time axis, on which no event could stand, and those of two slices.
UNDATED = (
    *("neighbours", "collocates", "keyness", "shift", "turnover", "pairwise", "power"),
    *("event", "lead", "trajectory"),
    *(
        "robustness",
        "scan",
        "choice",
        "topics",
        "cards",
        "river",
        "profile",
        "map",
        "novelty",
        "quotations",
        "resemblance",
    ),
)
OF_TWO = ("keyness", "shift", "turnover")
# Figures that compare groups by themselves, and those that compare two concepts.
OF_GROUPS = ("convergence",)
OF_PAIRS = ("lead",)
# Figures of all words, which take no concept: what is drawn instead, one below the other.
OF_ALL: dict[str, list[Any]] = {
    "complexity": ["mattr", "sentence_length"],
    **dict.fromkeys(("keyness", "overview", "scan", "formulas"), [None]),
    **dict.fromkeys(("choice", "topics", "cards", "share", "river", "map", "novelty"), [None]),
}
# Figures of a text, given as a file or the id of a document, in the place of a concept.
OF_TEXT = ("careers", "quotations", "resemblance")
Name = Annotated[
    str,
    Argument(metavar="NAME", help=f"One of: {', '.join(sorted(DRAWN))}; or the .toml of a figure."),
]
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
    timing: Timing,
    common: Common,
    lexicon: LexiconName = None,
    events: EventsOf = None,
    slice: Of = None,  # noqa: A002  (the word of this package)
    axis: AxisName = None,
    axes: Axes = "manifesto",
    by: By = None,
) -> Answer:
    """Draw a figure: of concepts, of all words, of a text, or again from its recipe."""
    if name.endswith(".toml"):
        return _again(Path(name), corpus, output, common)
    _check(name, output, concept or ())
    _check_flags(name, by, timing, events)
    import toolkit as rt

    opened = corpus_at(corpus)
    wanted, own = _asked(name, concept or (), lexicon, slice)
    if name == "axis":
        own = {"axis": axis_of(axis, axes)}
    if name in OF_GROUPS:
        own = {"by": by}
    own |= _timed(name, timing)
    cut = replace(slicing, every=1) if name == "bursts" and _uncut(slicing) else slicing
    parts = slices_by(opened, cut, None if name in OF_GROUPS else by)
    dated = {} if name in UNDATED else {"events": events_of(events)}
    results = [
        DRAWN[name](one, part, measuring, common, **own)
        for one in wanted
        for part in parts.values()
    ]
    titles = [
        named(str(getattr(one, "concept", "")), group)
        for one in results[:: len(parts)]
        for group in parts
    ]
    drawn = _drawn(name, results, titles if len(parts) > 1 else None, dated)
    more = {"concept": concept, "lexicon": lexicon, "events": events, "by": by}
    more |= {"slice": slice, "axis": axis, "axes": axes if name == "axis" else None}
    more |= asdict(timing) if name in ("event", "lead") else {}
    recipe = recipe_of(name, slicing, measuring, common, more)
    return _answer(results, rt.plot.save(drawn, output, recipe=recipe))


def _answer(results: "Sequence[Any]", written: "Sequence[Path]") -> Answer:
    """Say what the results say, what speaks against them, and what was written."""
    said = [line for one in results for line in one.answer()]
    doubts = [
        ": ".join(filter(None, [str(getattr(one, "concept", "")), doubt]))
        for one in results
        for doubt in one.doubts
    ]
    return Answer(notes=[*said, *(f"written: {path}" for path in written)], doubts=doubts)


def _again(path: Path, corpus: Path, output: Path, common: Common) -> Answer:
    """Draw a figure from the recipe that lies beside it; another corpus is a doubt."""
    recipe, hashes = read_recipe(path)
    if "drawn" in recipe:
        answer = _from_calls(recipe["drawn"], corpus, output, common)
    else:
        options = flags_of(recipe, common)
        concept = options.pop("concept", None)
        answer = run(recipe["figure"], corpus, concept, output=output, **options)
    others = {one for one in hashes if one} - {corpus_at(corpus).hash}
    if not others:
        return answer
    doubt = f"{path}: its figure was drawn from another corpus ({', '.join(sorted(others))[:12]})"
    return replace(answer, doubts=[*answer.doubts, doubt])


def _from_calls(drawn: "Sequence[Any]", corpus: Path, output: Path, common: Common) -> Answer:
    """Draw a figure from the recipe of one drawn in Python."""
    import toolkit as rt

    with waiting("making the results again", quiet=common.quiet):
        results, again = drawn_again(drawn, corpus_at(corpus))
    return _answer(results, rt.plot.save(again, output))


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


def _asked(
    name: str, concept: "Sequence[str]", lexicon: str | None, part: str | None
) -> tuple[list[Any], dict[str, Any]]:
    """Say what is drawn, one after the other, and with which options of the figure itself."""
    if name in OF_TEXT:
        return list(concept), {"lexicon": lexicon}
    wanted: list[Any] = OF_ALL.get(name) or list(concepts_of(concept, lexicon))
    wanted = [wanted] if name in OF_PAIRS else wanted
    return wanted, {"slice": part} if name in OF_TWO else {}


def _timed(name: str, timing: Timing) -> dict[str, Any]:
    """Give the options of an event and of a lead."""
    if name == "event":
        return {"date": timing.at, "years": timing.years}
    return {"of": timing.of, "lags": timing.lags} if name == "lead" else {}


def _uncut(slicing: Slicing) -> bool:
    """Whether no slices were asked for: bursts are then looked for in single years."""
    return slicing == Slicing(groups=slicing.groups)


def _check_flags(name: str, by: str | None, timing: Timing, events: str | None) -> None:
    """Refuse flags that are missing for a figure, or that it could not follow."""
    if name in OF_GROUPS and by is None:
        msg = f"figure {name}: needs groups; give --by VARIABLE, and --groups if there is none."
        raise OptionError(msg)
    if name == "event" and timing.at is None:
        msg = "figure event: needs the date of the event; give --at, as 1913-04-08 or 1914/1918."
        raise OptionError(msg)
    if events and name in UNDATED:
        msg = f"figure {name}: has no time axis for dated events; leave --events out."
        raise OptionError(msg)


def _drawn(
    name: str, results: "Sequence[Drawn]", titles: "Sequence[str] | None", options: dict[str, Any]
) -> "Drawing | Figure":
    """Draw one result by itself, several in panels below each other, groups with their names."""
    import toolkit as rt

    draw = getattr(rt.plot, name)
    if len(results) == 1:
        alone: Drawing = draw(results[0], **options)
        return alone
    # Rates of concepts differ by orders of magnitude; distances and shares can be compared.
    same = name not in ("frequency", "complexity")
    shown: Any = dict(zip(titles, results, strict=True)) if titles else results
    several: Figure = rt.plot.panels(shown, figure=name, same_scale=same, **options)
    return several
