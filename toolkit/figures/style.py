"""One look for all figures: sizes, colours safe for colour-blind and grey, fonts, data strings."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib import font_manager

from toolkit.errors import unknown_name

# Eight colours told apart by readers with any of the common colour-vision deficiencies.
# Source: Okabe & Ito 2008, Color Universal Design. Ordered so that neighbours differ in grey.
PALETTE = (
    *("#0072B2", "#D55E00", "#009E73", "#CC79A7"),
    *("#56B4E9", "#E69F00", "#000000", "#F0E442"),
)
INK, QUIET, FAINT = "#1A1A1A", "#5C5C5C", "#B8B8B8"
CHANCE = "#CFCFCF"
BAND, BAND_EDGE = "#F8EAD3", "#B07A17"

# Width and height in inches, and the base size of letters in points.
WIDTHS = {"column": (3.5, 3.0, 7.0), "page": (6.8, 3.9, 8.5), "slide": (10.5, 5.9, 14.0)}

FALLBACKS = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC"),
    *("Microsoft YaHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback"),
    *("SimHei", "Arial Unicode MS", "Noto Sans Arabic", "Noto Sans Devanagari"),
)

_active: ContextVar[str | None] = ContextVar("active_width", default=None)


@contextmanager
def style(width: str = "page") -> Iterator[None]:
    """Draw in the look of this package, for a column, a page or a slide.

    Settings of matplotlib are put back when the block ends.

    Parameters
    ----------
    width : "column", "page" or "slide"
        3.5, 6.8 or 10.5 inches wide, with letters that stay readable there.

    Raises
    ------
    UnknownNameError
        If there is no such width.
    """
    if width not in WIDTHS:
        kind = "width"
        raise unknown_name(kind, width, WIDTHS)
    token = _active.set(width)
    try:
        with mpl.rc_context(_settings(*WIDTHS[width])):
            yield
    finally:
        _active.reset(token)


def styled() -> bool:
    """Whether a block of `style` is open here."""
    return _active.get() is not None


def _settings(wide: float, high: float, size: float) -> Any:  # noqa: ANN401  # keys of matplotlib
    return {
        "figure.figsize": (wide, high),
        "figure.dpi": 110,
        "figure.facecolor": "white",
        "axes.facecolor": "white",
        "font.size": size,
        "font.family": ["DejaVu Sans", *fallback_fonts()],
        "axes.titlesize": size * 1.2,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.labelsize": size,
        "axes.edgecolor": QUIET,
        "axes.labelcolor": INK,
        "axes.linewidth": 0.7,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.prop_cycle": cycler(color=PALETTE),
        "axes.unicode_minus": True,
        "text.color": INK,
        "text.usetex": False,
        "xtick.color": QUIET,
        "ytick.color": QUIET,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "xtick.labelsize": size * 0.92,
        "ytick.labelsize": size * 0.92,
        "lines.linewidth": size / 7,
        "lines.markersize": size * 0.6,
    }


@cache
def fallback_fonts() -> tuple[str, ...]:
    """Fonts of other scripts that are installed here."""
    known = set(font_manager.fontManager.get_font_names())
    return tuple(name for name in FALLBACKS if name in known)


def letters(scale: float = 1.0, **more: Any) -> dict[str, Any]:  # noqa: ANN401  # artist options
    """Give the options of every text that may come from the reader's data.

    No mathematics is parsed (``$`` is a dollar), and fonts of other scripts stand behind
    the current one.

    Parameters
    ----------
    scale : float
        Size relative to the current base size.
    **more
        Further options of `matplotlib.text.Text`.
    """
    current = [name for name in mpl.rcParams["font.family"] if name not in fallback_fonts()]
    return {
        "parse_math": False,
        "usetex": False,
        "family": [*current, *fallback_fonts()],
        "fontsize": mpl.rcParams["font.size"] * scale,
        **more,
    }


def shown(text: object, limit: int = 60) -> str:
    r"""Make a string from the data fit to be drawn: one line, printable, not too long.

    Examples
    --------
    >>> shown("two\nlines and \x1b a bell \ud800", 40)
    'two lines and a bell �'
    >>> shown("communism", 6)
    'commu…'
    """
    clean = "".join(_drawable(character) for character in str(text)[: limit * 8])
    clean = " ".join(clean.split())
    return clean if len(clean) <= limit else clean[: limit - 1].rstrip() + "…"


def _drawable(character: str) -> str:
    kind = unicodedata.category(character)
    if kind == "Cs" or (ord(character) & 0xFFFE) == 0xFFFE:
        return "\ufffd"
    # Control and direction characters would break lines, markup or the order of letters.
    return " " if kind in ("Cc", "Cf", "Zl", "Zp") else character
