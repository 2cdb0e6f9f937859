"""A figure drawn in Python, drawn again: the calls of its recipe, made once more on a corpus."""

import json
from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any

from toolkit.errors import OptionError

if TYPE_CHECKING:
    from matplotlib.axes import Axes as Drawing
    from matplotlib.figure import Figure

    from toolkit.corpus.corpus import Corpus

# Of which figures several stand below each other with a scale of their own.
OWN_SCALE = ("frequency", "complexity")


def drawn_again(
    drawn: "Sequence[Mapping[str, Any]]", corpus: "Corpus"
) -> "tuple[list[Any], Drawing | Figure]":
    """Make the results of a recipe again, and the figure: one Axes, or panels.

    Raises
    ------
    OptionError
        If the recipe is not one that saving a figure writes.
    """
    import toolkit as rt

    known: dict[str, Any] = {}
    try:
        results = [_value(one["of"], corpus, known) for one in drawn]
        name, titles = drawn[0]["figure"], [one.get("title", "") for one in drawn]
        if name not in (*rt.FIGURES, "shares"):
            msg = f"figure {name!r}"
            raise KeyError(msg)
    except (IndexError, KeyError, TypeError) as error:
        msg = f"a recipe that cannot be followed ({error}); take one as it was written."
        raise OptionError(msg) from error
    draw, options = getattr(rt.plot, name), dict(drawn[0].get("options", {}))
    if len(results) == 1:
        titled = {"title": titles[0]} if titles[0] and name != "shares" else {}
        return results, draw(results[0], **titled, **options)
    shown = dict(zip(titles, results, strict=True))
    several = shown if len(shown) == len(results) else results
    return results, rt.plot.panels(several, figure=name, same_scale=name not in OWN_SCALE)


def _value(said: Any, corpus: "Corpus", known: dict[str, Any]) -> Any:  # noqa: ANN401  (any)
    """Give what an argument stands for; each call is made once."""
    if isinstance(said, list):
        return [_value(one, corpus, known) for one in said]
    if not isinstance(said, Mapping):
        return said
    if "call" not in said:
        return {name: _value(one, corpus, known) for name, one in said.items()}
    key = json.dumps({name: one for name, one in said.items() if name != "group"}, sort_keys=True)
    if key not in known:
        known[key] = _made(dict(said), corpus, known)
    return known[key][said["group"]] if "group" in said else known[key]


def _made(said: dict[str, Any], corpus: "Corpus", known: dict[str, Any]) -> Any:  # noqa: ANN401
    import toolkit as rt
    from toolkit.calls import REMEMBERED
    from toolkit.concepts.concept import Axis, Event

    name = said.pop("call")
    if name == "corpus":
        return corpus
    said.pop("group", None)
    options = {key: _value(one, corpus, known) for key, one in said.items()}
    values: dict[str, Callable[..., Any]] = {"Concept": rt.Concept, "DateSpan": rt.DateSpan}
    values |= {"Axis": Axis, "Event": Event}
    if name in values:
        return values[name](**options)
    if name not in REMEMBERED:
        raise KeyError(name)
    function = getattr(rt, name)
    asked = signature(function).parameters.get("corpus")
    if asked is not None and asked.default is Parameter.empty:
        options.setdefault("corpus", corpus)
    return function(**options)
