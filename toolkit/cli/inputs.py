"""What the verbs are given: a corpus, concepts, slices; taken from words and made values."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.cli.options import Slicing
from toolkit.errors import OptionError

if TYPE_CHECKING:
    from toolkit.concepts.concept import Axis, Concept, Event
    from toolkit.corpus.corpus import Corpus
    from toolkit.corpus.slices import Slices

# Sources that the running verb has read into memory: the frame says what they left out.
read_in_passing: "list[Corpus]" = []


def corpus_at(path: Path) -> "Corpus":
    """Open a corpus folder; anything else is read into memory, for a first look."""
    import toolkit as rt
    from toolkit.corpus.layout import is_corpus

    known = is_corpus(path) or not path.exists()
    corpus: Corpus = rt.open(path) if known else rt.read(path)
    if not known:
        read_in_passing.append(corpus)
    return corpus


def concept_of(words: Sequence[str], lexicon: str | None) -> "Concept":
    """Make one concept of all words: the name of one in the lexicon, else a pattern."""
    return concepts_of([" ".join(words)], lexicon)[0]


def concepts_of(names: Iterable[str], lexicon: str | None) -> "list[Concept]":
    """Make a concept of each name; a name that the lexicon lacks is refused."""
    import toolkit as rt

    if lexicon is None:
        return [rt.Concept(name, patterns=[name]) for name in names]
    known = rt.lexicon(lexicon)
    return [known[name] for name in names]


def axis_of(name: str | None, lexicon: str) -> "Axis":
    """Give an axis of a lexicon by its name."""
    import toolkit as rt

    known = rt.lexicon(lexicon)
    if name is None:
        msg = f"no --axis given; {lexicon} has {', '.join(known.axes) or 'none'}: name one of them."
        raise OptionError(msg)
    found: Axis = known.axis(name)
    return found


def events_of(lexicon: str | None) -> "Sequence[Event]":
    """Give the dated events of a lexicon; none without one."""
    import toolkit as rt

    return rt.lexicon(lexicon).events if lexicon else ()


def slices_of(corpus: "Corpus", slicing: Slicing) -> "Slices":
    """Cut the corpus as the flags say; without any, by ten years."""
    import toolkit as rt

    slices: Slices = rt.slices(_grouped(corpus, slicing.groups), **way_of(slicing))
    return slices


def slices_by(corpus: "Corpus", slicing: Slicing, by: str | None) -> "dict[str, Slices]":
    """Cut the corpus as the flags say, once for each value of a variable, or once under no name."""
    import toolkit as rt

    if by is None:
        return {"": slices_of(corpus, slicing)}
    found: dict[str, Slices] = rt.slices(_grouped(corpus, slicing.groups), by=by, **way_of(slicing))
    return found


def way_of(slicing: Slicing) -> dict[str, Any]:
    """Give the one way to cut time that the flags name, as `slices` takes it."""
    ways: dict[str, Any] = {
        "every": slicing.every,
        "edges": slicing.edges and [part.strip() for part in slicing.edges.split(",")],
        "periods": slicing.periods and _periods(slicing.periods),
        "mass": slicing.mass,
        "rolling": slicing.rolling and _rolling(slicing.rolling),
    }
    return {name: way for name, way in ways.items() if way is not None}


def _grouped(corpus: "Corpus", groups: str | None) -> "Corpus":
    """Add the groups that ``--groups`` names."""
    import toolkit as rt

    if groups is None:
        return corpus
    name, _, of = groups.partition("=")
    found: Corpus = rt.grouped(corpus, name, of=of or None)
    return found


def _periods(text: str) -> dict[str, str]:
    """Read ``war=1914/1918,peace=1919/1938``.

    Examples
    --------
    >>> _periods("war=1914/1918, peace=1919/1938")
    {'war': '1914/1918', 'peace': '1919/1938'}
    """
    pairs = [part.partition("=") for part in text.split(",")]
    if not all(name.strip() and date.strip() for name, _, date in pairs):
        example = "war=1914/1918,peace=1919/1938"
        msg = f"--periods {text!r} is not understood; write NAME=DATE,NAME=DATE as {example}."
        raise OptionError(msg)
    return {name.strip(): date.strip() for name, _, date in pairs}


def _rolling(text: str) -> tuple[int, int]:
    """Read ``20,5``: width and step in years."""
    try:
        width, step = map(int, text.split(","))
    except ValueError:
        msg = f"--rolling {text!r} is not understood; write WIDTH,STEP in years, as 20,5."
        raise OptionError(msg) from None
    return width, step
