"""One look for all figures: sizes, colours safe for colour-blind and grey, fonts, data strings."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import Any
from warnings import catch_warnings, simplefilter

import matplotlib as mpl
import numpy as np
from cycler import cycler
from matplotlib import font_manager
from matplotlib.colors import to_hex, to_rgb
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from numpy.typing import NDArray

from toolkit.errors import unknown_name

# Seven colours told apart by readers with any of the common colour-vision deficiencies and in
# grey print: each has a lightness of its own (L* 43, 58, 20, 31, 49, 67, 75), the first four at
# least ten apart. Found by search, held by tests; beyond seven, lines also differ in their dashes.
PALETTE = ("#2162B9", "#DD740F", "#5A0358", "#255217", "#B25D7A", "#C5A068", "#41C5F0")
INK, QUIET, FAINT = "#1A1A1A", "#5C5C5C", "#B8B8B8"
CHANCE, GRID = "#CFCFCF", "#E4E4E4"
BAND, BAND_EDGE = "#F8EAD3", "#B07A17"

# Width and height in inches, and the base size of letters in points.
WIDTHS = {"column": (3.5, 3.0, 7.0), "page": (6.8, 3.9, 8.5), "slide": (10.5, 5.9, 14.0)}

# Matplotlib brings the first one, with Latin, Greek and Cyrillic letters; the others are looked
# for on the system, first those with Chinese.
BASE = "DejaVu Sans"
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
        "font.family": [BASE, *fallback_fonts()],
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
        "axes.axisbelow": True,
        "grid.color": GRID,
        "grid.linewidth": 0.5,
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


def for_text(color: str, contrast: float = 4.5) -> str:
    """Darken a colour until letters in it can be read on white.

    Parameters
    ----------
    color : str
        Any colour of matplotlib; ``"C1"`` is the second of the current cycle.
    contrast : float
        Least ratio of luminances to white, 1 to 21; 4.5 is that of WCAG 2, level AA.

    Examples
    --------
    >>> for_text("#000000"), for_text("#FF0000") < "#ff0000"
    ('#000000', True)
    """
    share = np.array(to_rgb(color))
    while 1.05 / (luminance(share) + 0.05) < contrast:
        share = share * 0.97
    return to_hex(tuple(share.tolist()))


def shade(share: float) -> str:
    """Give a colour of a heat map: white for 0, dark blue for 1; white as well for nan.

    Examples
    --------
    >>> shade(0.0), shade(1.0)
    ('#ffffff', '#004778')
    """
    full, value = np.array([0.0, 0.28, 0.47]), 0.0 if np.isnan(share) else share
    return to_hex(tuple((1 - value * (1 - full)).tolist()))


def luminance(rgb: NDArray[np.float64]) -> float:
    """Relative luminance of a colour in sRGB, 0 for black to 1 for white.

    Examples
    --------
    >>> luminance(np.ones(3))
    1.0
    """
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def width_of(text: str, scale: float = 1.0) -> float:
    """Measure a line of text in points, at so many times the current base size."""
    asked = letters(scale)
    return _measured(text, tuple(asked["family"]), asked["fontsize"])


@lru_cache(maxsize=4096)
def _measured(text: str, family: tuple[str, ...], size: float) -> float:
    font = FontProperties(family=list(family), size=size)
    with catch_warnings():
        simplefilter("ignore")  # a letter of no installed font is said when the figure is saved
        wide, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(wide)


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
