"""How much room a panel has, and which of its labels its neighbours already show."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class Panel(NamedTuple):
    """The place of one of several panels on a sheet.

    Attributes
    ----------
    left, right : bool
        Whether it stands in the first and in the last column of its row.
    wide, high : float
        Points that its Axes can count on.
    units : bool
        Whether units are counted: in all panels, or in none.
    """

    left: bool
    right: bool
    wide: float
    high: float
    units: bool = True


_now: ContextVar[Panel | None] = ContextVar("panel", default=None)


def panel() -> Panel | None:
    """Give the panel that is being drawn; None for a figure that stands alone."""
    return _now.get()


@contextmanager
def drawing(place: Panel | None) -> Iterator[None]:
    """Draw a panel at this place: what its neighbours show is left out."""
    token = _now.set(place)
    try:
        yield
    finally:
        _now.reset(token)
