"""`rhetoric list`: what there is to choose from."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument

from toolkit.cli.answer import Answer
from toolkit.cli.options import LexiconName, Table
from toolkit.errors import unknown_name
from toolkit.registry import Registry

if TYPE_CHECKING:
    from toolkit.concepts.lexicon import Lexicon

KINDS = (
    *("axes", "concepts", "events", "figures", "lexicons"),
    *("metrics", "readers", "spaces", "topic_models", "document_vectors"),
)
Kind = Annotated[str, Argument(metavar="KIND", help=f"One of: {', '.join(KINDS)}.")]
Row = dict[str, object]


def run(kind: Kind, table: Table, lexicon: LexiconName = None) -> Answer:
    """List what can be named: concepts, metrics and more."""
    if kind not in KINDS:
        unknown = unknown_name("kind of list", kind, KINDS)
        raise unknown
    import polars as pl

    import toolkit as rt

    if kind in OF_LEXICON:
        rows = OF_LEXICON[kind](rt.lexicon(lexicon or "manifesto"))
    elif kind == "lexicons":
        rows = lexicons()
    else:
        rows = entries(getattr(rt, kind.upper()))
    return Answer(pl.DataFrame(list(rows), infer_schema_length=None))


def concepts(lexicon: "Lexicon") -> Iterable[Row]:
    """Give each concept with its point, languages, patterns in any of them, and gloss."""
    for concept in lexicon.values():
        yield {
            "concept": concept.name,
            "point": concept.point,
            "languages": ", ".join(concept.patterns),
            "patterns": "; ".join(next(iter(concept.patterns.values()), ())),
            "gloss": concept.gloss,
        }


def axes(lexicon: "Lexicon") -> Iterable[Row]:
    """Give each axis with its poles."""
    for axis in lexicon.axes.values():
        low, high = (pole.name for pole in axis.poles)
        yield {"axis": axis.name, "low": low, "high": high, "gloss": axis.gloss}


def events(lexicon: "Lexicon") -> Iterable[Row]:
    """Give each dated event."""
    for event in lexicon.events:
        yield {"event": event.label, "date": str(event.date)}


def lexicons() -> Iterable[Row]:
    """Give each lexicon that travels with the package."""
    from toolkit.concepts.lexicon import lexicon, list_lexicons

    for name in list_lexicons():
        found = lexicon(name)
        counts = {"concepts": len(found), "axes": len(found.axes), "events": len(found.events)}
        yield {"lexicon": name, **counts, "title": found.title}


def entries(names: Registry[Any]) -> Iterable[Row]:
    """Give each entry of a registry with the first line of its documentation."""
    for name in names:
        says = (names.get(name).__doc__ or "").strip().partition("\n")[0]
        yield {names.kind: name, "what": says}


OF_LEXICON: dict[str, "Callable[[Lexicon], Iterable[Row]]"] = {
    "axes": axes,
    "concepts": concepts,
    "events": events,
}
