"""The style: colours that every reader tells apart, letters that can be read."""

import io
import warnings

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from toolkit.figures.plot import drift, style
from toolkit.figures.style import (
    FALLBACKS,
    PALETTE,
    QUIET,
    fallback_fonts,
    for_text,
    letters,
    luminance,
    width_of,
)

# How colours look to readers without green, red or blue cones, in linear light.
# Source: Machado, Oliveira & Fernandes 2009, table 1, severity 1.
SEEN = {
    "all cones": np.eye(3),
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                     [-0.011820, 0.042940, 0.968881]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                   [-0.003882, -0.048116, 1.051998]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                   [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
CHINESE = FALLBACKS[:10]  # those with Chinese letters
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
     [0.0193339, 0.1191920, 0.9503041]]
)  # fmt: skip


def lab(color, seen="all cones"):
    """CIE L*a*b* of a colour as it is seen."""
    rgb = np.array(to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    x, y, z = TO_XYZ @ np.clip(SEEN[seen] @ linear, 0, 1) / (TO_XYZ @ np.ones(3))
    fx, fy, fz = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z)
    )
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


@pytest.mark.parametrize(("seen", "least"), [*((name, 22) for name in SEEN)])
def test_any_two_colours_are_told_apart(seen, least):
    """Distances in L*a*b* stay ten times above what an eye just notices (2.3)."""
    places = [lab(color, seen) for color in PALETTE]
    nearest = min(np.linalg.norm(a - b) for k, a in enumerate(places) for b in places[k + 1 :])
    assert nearest > least


def test_every_colour_has_a_grey_of_its_own():
    """In grey print lightness is all there is: steps of 5, of 10 among the first four."""
    grey = [lab(color)[0] for color in PALETTE]
    assert np.diff(sorted(grey)).min() > 5
    assert np.diff(sorted(grey[:4])).min() > 10


@pytest.mark.parametrize("color", [*PALETTE, QUIET])
def test_coloured_text_can_be_read(color):
    """Letters have a contrast of at least 4.5 to 1 on white, as WCAG 2 asks for."""
    assert 1.05 / (luminance(np.array(to_rgb(for_text(color)))) + 0.05) >= 4.5


def test_luminance_of_known_colours():
    """White is 1, black 0, and pure green weighs 0.7152."""
    assert luminance(np.array([0.0, 1.0, 0.0])) == pytest.approx(0.7152)
    assert luminance(np.zeros(3)) == 0


@pytest.mark.parametrize("text", ["documents", "революция", "1,234"])
def test_a_width_is_what_is_drawn(text):
    """The width known before drawing is that of the drawn text."""
    from matplotlib.figure import Figure

    with style("page"):
        figure = Figure(dpi=720)  # fine enough that letters are not moved to whole dots
        drawn = figure.text(0.1, 0.5, text, **letters(0.82))
        figure.draw_without_rendering()
        assert width_of(text, 0.82) == pytest.approx(drawn.get_window_extent().width / 10, abs=0.5)


@pytest.mark.parametrize("kind", ["png", "pdf"])
@pytest.mark.parametrize("title", ["Диктатура пролетариата", "人民战争 — 統一戰線"])
def test_russian_and_chinese_titles_have_all_their_letters(title, kind, made):
    """No letter is left out as a box: matplotlib would warn, and warnings are errors here."""
    if title[0] > "一" and not set(CHINESE) & set(fallback_fonts()):
        pytest.skip("no font with Chinese letters is installed; fonts-noto-cjk has one")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = drift(made.drift_series(), title=title)
        ax.get_figure().savefig(io.BytesIO(), format=kind)
    assert ax.get_title(loc="left") == title
