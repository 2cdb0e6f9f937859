"""How a value was made: the call behind it in plain values, kept beside it, to make it again."""

from collections.abc import Callable, Mapping
from functools import cache, wraps
from inspect import Parameter, Signature, signature
from numbers import Integral, Real
from pathlib import Path
from typing import Any, Protocol, runtime_checkable
from weakref import ref

from toolkit.errors import ProvenanceError

Call = dict[str, Any]

# Functions of the public face whose values a recipe can make again.
REMEMBERED = (
    *("axis", "bands", "breaks", "bursts", "choose_topics", "collocates", "complexity"),
    *("convergence", "document_drift", "document_map", "document_vectors", "drift", "drop_topics"),
    *("event_study", "find", "fit", "formulas", "frequency", "grouped", "keyness", "lead"),
    *("lexicon", "merge_topics", "neighbours", "novelty", "overview", "pairwise", "power"),
    *("robustness", "scan", "senses", "shares", "shift", "slices", "topic_cards", "trace"),
    *("trajectory", "trend", "turnover"),
)
# Who does the work has no say in the answer.
SILENT = ("executor",)
# Kept beside the values, not in them: a value that was changed by hand has no call.
_KEPT: dict[int, tuple["ref[Any]", "Call | str"]] = {}


@runtime_checkable
class Writable(Protocol):
    """A value that says by itself how it is made."""

    def as_call(self) -> Call:
        """Give the name of what makes it under ``"call"``, and its arguments."""


@cache
def remembering(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a public function that remembers how each of its values was made."""
    known = signature(function)

    @wraps(function)
    def called(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401  (those of the function)
        made = function(*arguments, **options)
        how = _written(name, known, arguments, options)
        if isinstance(made, dict):
            for group, one in made.items():
                _keep(one, how if isinstance(how, str) else how | {"group": group})
        else:
            _keep(made, how)
        return made

    # Where it is met, so that it can be sent to another process by its name.
    called.__module__, called.__qualname__ = "toolkit", name
    return called


def call_of(value: object) -> Call:
    """Give the call that makes a value again: ``"call"``, the name, and its plain arguments.

    Arguments that were values of this package are calls themselves. A value of `slices` by a
    variable has its ``"group"``.

    Raises
    ------
    ProvenanceError
        If it is not known how the value was made, or an argument cannot be written down.
    """
    kept, how = _KEPT.get(id(value), (None, ""))
    if kept is None or kept() is not value:
        if isinstance(value, Writable):
            return value.as_call()
        msg = f"how this {type(value).__name__} was made is not known"
        raise ProvenanceError(msg)
    if isinstance(how, str):
        raise ProvenanceError(how)
    return how


def plain(value: Any) -> Any:  # noqa: ANN401  (any argument)
    """Write an argument down: numbers, text, lists and tables; a value of ours as its call.

    Raises
    ------
    ProvenanceError
        If it is none of these.

    Examples
    --------
    >>> plain((1, "a", 0.5))
    [1, 'a', 0.5]
    """
    if isinstance(value, bool | str):
        return value
    if isinstance(value, Real):
        return int(value) if isinstance(value, Integral) else float(value)
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, list | tuple | range):
        return [plain(one) for one in value]
    if isinstance(value, Mapping) and id(value) not in _KEPT:
        return {str(name): plain(one) for name, one in value.items()}
    return call_of(value)


def _written(
    name: str, known: Signature, arguments: tuple[Any, ...], options: Mapping[str, Any]
) -> Call | str:
    """Write a call down, or why it cannot be."""
    bound = known.bind(*arguments, **options)
    bound.apply_defaults()
    call: Call = {"call": name}
    for parameter in known.parameters.values():
        given = bound.arguments[parameter.name]
        several = parameter.kind is Parameter.VAR_KEYWORD
        for key, value in given.items() if several else [(parameter.name, given)]:
            if key in SILENT or (value is None and parameter.default in (None, Parameter.empty)):
                continue
            try:
                call[key] = plain(value)
            except ProvenanceError as error:
                return f"{name}({key}=…): {error}"
    if "corpus" in call and known.parameters["corpus"].default is Parameter.empty:
        # The corpus that the recipe is given is what such a function asks.
        call = {key: one for key, one in call.items() if one != {"call": "corpus"}}
    return call


def _keep(value: object, how: Call | str) -> None:
    key = id(value)
    _KEPT[key] = (ref(value, lambda _: _KEPT.pop(key, None)), how)
