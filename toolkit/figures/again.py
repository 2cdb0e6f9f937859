"""The recipe of a figure drawn in Python: the calls behind it, or why they cannot be written."""

from collections.abc import Sequence
from typing import Any

from toolkit.calls import call_of, plain
from toolkit.errors import ProvenanceError
from toolkit.figures.tips import Drawn


def again(drawn: Sequence[Drawn], *, of_its_own: bool) -> dict[str, Any] | str:
    """Write how a figure is drawn again from a corpus.

    Parameters
    ----------
    drawn : sequence of Drawn
        What its Axes show.
    of_its_own : bool
        Whether the table beside it was given by hand.

    Returns
    -------
    dict or str
        ``"drawn"``, a list of tables with the keys `figure`, `of` (a call), `title` and
        `options`; or in one sentence why the figure cannot be drawn again.
    """
    kinds = sorted({one.figure for one in drawn})
    if of_its_own:
        return _cannot("the table beside it was given by hand")
    if len(kinds) > 1:
        return _cannot(f"it holds figures of several kinds ({', '.join(kinds)}); save each alone")
    if not kinds or not kinds[0]:
        return _cannot("it is no figure of this package")
    try:
        return {"drawn": [_written(one) for one in drawn]}
    except ProvenanceError as error:
        return _cannot(str(error))


def _written(one: Drawn) -> dict[str, Any]:
    said = {"figure": one.figure, "title": one.title, "options": plain(one.options)}
    return {name: value for name, value in said.items() if value} | {"of": call_of(one.of)}


def _cannot(why: str) -> str:
    return f"this figure cannot be drawn again from a recipe: {why}"
