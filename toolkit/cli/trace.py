"""`rhetoric trace`: where a text comes from."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import corpus_at, slices_of
from toolkit.cli.options import Common, Corpus, LexiconName, Slicing, Table
from toolkit.cli.talk import waiting
from toolkit.errors import OptionError

Target = Annotated[
    Path, Argument(metavar="TARGET", help="A file with one text, or the id of a document.")
]
Date = Annotated[str | None, Option(help="Date of the target, as 1917 or 1917-11-07.")]
Phrases = Annotated[int, Option(help="Key phrases of the target that are traced, at most.")]
Add = Annotated[list[str] | None, Option(help="A further pattern to trace; may be repeated.")]
Drop = Annotated[list[str] | None, Option(help="A concept not to trace; may be repeated.")]
Merge = Annotated[
    list[str] | None, Option(help="NEW=A,B: concepts that become one; may be repeated.")
]
Formulas = Annotated[
    bool, Option("--formulas/--no-formulas", help="Look for formulas of the archive, too.")
]
Model = Annotated[
    str | None,
    Option(help="Compare topics by this model, fitted or kept: see `rhetoric list topic_models`."),
]
Topics = Annotated[int | None, Option(help="Number of topics of that model; alone: of nmf.")]
Space = Annotated[str, Option(help="See `rhetoric list spaces`.")]
Window = Annotated[int, Option(help="Words on each side that make a usage.")]
Unit = Annotated[str, Option(help="What is exchanged: auto, document, author or a variable.")]
Level = Annotated[float, Option(help="Level of intervals and claims.")]
Permutations = Annotated[int, Option(help="How often units are exchanged.")]
Part = Annotated[
    str,
    Option(
        help="Which table: table, phrases, places, first_uses, careers, breaks, carriers, company, "
        "resemblance, nearest, topics, reuse, formulas or novelty."
    ),
]
Page = Annotated[Path | None, Option(help="An .html file to write the whole trace to as well.")]


def run(
    target: Target,
    corpus: Corpus,
    slicing: Slicing,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
    date: Date = None,
    phrases: Phrases = 20,
    add: Add = None,
    drop: Drop = None,
    merge: Merge = None,
    formulas: Formulas = True,
    model: Model = None,
    topics: Topics = None,
    space: Space = "ppmi",
    window: Window = 10,
    unit: Unit = "auto",
    level: Level = 0.95,
    permutations: Permutations = 999,
    part: Part = "table",
    page: Page = None,
) -> Answer:
    """Trace a text through an archive: concepts, quotations, formulas, resemblance."""
    import toolkit as rt

    opened = corpus_at(corpus)
    given = any(value is not None for value in vars_of(slicing))
    slices = slices_of(opened, slicing) if given else None
    fitted = None
    if model or topics is not None:
        wanted = 40 if topics is None else topics
        with waiting(f"finding {wanted} topics", quiet=common.quiet):
            fitted = rt.fit(model or "nmf", opened, topics=wanted, seed=common.seed)
    with waiting(f"tracing {target.name}", quiet=common.quiet):
        found = rt.trace(
            *(target, opened),
            **{"lexicon": lexicon, "date": date, "slices": slices, "phrases": phrases},
            **{"add": add or (), "drop": drop or (), "merge": _merged(merge or [])},
            **{"formulas": formulas, "topics": fitted},
            **{"space": space, "window": window, "unit": unit},
            **{"level": level, "permutations": permutations, "seed": common.seed},
        )
    notes = [*found.answer(), *found.left_out()]
    if page is not None:
        rt.report(found).save(page)
        notes.append(f"written: {page}")
    return Answer(found.part(part), notes=notes, doubts=found.doubts)


def vars_of(slicing: Slicing) -> list[object]:
    """Give the flags of slicing as they were given, None where one was not."""
    return [slicing.every, slicing.edges, slicing.periods, slicing.mass, slicing.rolling]


def _merged(given: list[str]) -> dict[str, list[str]]:
    """Read ``NEW=A,B``.

    Examples
    --------
    >>> _merged(["war=people's war,protracted war"])
    {'war': ["people's war", 'protracted war']}
    """
    pairs = [one.partition("=") for one in given]
    for (name, _, parts), whole in zip(pairs, given, strict=True):
        if not name.strip() or not parts.strip():
            msg = f"--merge {whole!r} is not understood; write NEW=A,B."
            raise OptionError(msg)
    return {name.strip(): [one.strip() for one in parts.split(",")] for name, _, parts in pairs}
